package ai.valeo.erp.tributary.edge.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Overruling;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedDecoderTest {

  private static final EntityTypes TYPES = EntityTypes.bundled();
  private static final Topics TOPICS = Topics.standard();
  private static final EntityType ITEM = Objects.requireNonNull(TYPES.type("InventoryItem"));
  private static final EntityKey KEY = new EntityKey("InventoryItem", "p@w");
  private static final long BROKER_MS = 1_000_000;

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes =
      AvroSerdes.of(Map.of("schema.registry.url", registry.url(), "max.retries", 0));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FeedDecoder decoder = decoder(Scope.ALL);

  @AfterEach
  void close() {
    serdes.close();
    registry.close();
  }

  @Test
  void shouldReadOutcomeForThisNode() {
    // given
    byte[] value = outcome("berlin");

    // when
    FeedItem item = decoder.decode(record(TOPICS.outcomes(), "berlin", value));

    // then
    assertThat(item)
        .isEqualTo(
            new FeedItem.Answered(
                new Answer(
                    new MutationId("m1"),
                    7,
                    KEY,
                    new Answer.Verdict(MutationState.FAILED, "INVARIANT", "below 0", 3)),
                true));
  }

  @Test
  void shouldKeepWhoStoodAgainstTheMutation() {
    // given one attribute that holds, and one that does not
    Stamp stamp = new Stamp(3L, Instant.ofEpochMilli(900), 1, "hamburg", "m8", 5);
    Decision held = decision("quantity", "ADDED", null);
    Decision lost = decision("locationCode", "KEPT", stamp);
    Outcome outcome = Outcome.newBuilder(plain("berlin")).setDecisions(List.of(held, lost)).build();

    // when
    FeedItem item = decoder.decode(record(TOPICS.outcomes(), "berlin", serialized(outcome)));

    // then
    assertThat(item)
        .isInstanceOfSatisfying(
            FeedItem.Answered.class,
            answered ->
                assertThat(answered.answer().overrulings())
                    .containsExactly(
                        new Overruling(
                            "locationCode",
                            "KEPT",
                            "last-writer",
                            new Overruling.Opponent("hamburg", 900, new MutationId("m8")),
                            Value.of("A-1"))));
  }

  @Test
  void shouldNotLookAtOutcomesForOthers() {
    assertThat(decoder.decode(record(TOPICS.outcomes(), "hamburg", new byte[] {1, 2}))).isNull();
    assertThat(unreadable()).isZero();
  }

  @Test
  void shouldReadEntityAndFollowItsClock() {
    // when
    FeedItem item = decoder.decode(entity(new Hlc(BROKER_MS - 5, 2)));

    // then
    assertThat(item)
        .isInstanceOfSatisfying(
            FeedItem.Received.class,
            received -> {
              assertThat(received.key()).isEqualTo(KEY);
              assertThat(received.base().version()).isEqualTo(4);
              assertThat(received.base().updatedBy()).isEqualTo("m9");
              assertThat(received.base().values()).containsEntry("quantity", Value.of(12));
              assertThat(received.seen()).isEqualTo(new Hlc(BROKER_MS - 5, 2));
            });
  }

  @Test
  void shouldNotFollowClockFarAheadOfTheBroker() {
    // when
    FeedItem item = decoder.decode(entity(new Hlc(BROKER_MS + 60_001, 0)));

    // then
    assertThat(item)
        .isInstanceOfSatisfying(
            FeedItem.Received.class, received -> assertThat(received.seen()).isEqualTo(Hlc.ZERO));
    assertThat(count(EdgeMetric.CLOCK_IGNORED)).isEqualTo(1);
  }

  @Test
  void shouldReadTombstoneFromItsHeaders() {
    // given
    var record = record(TOPICS.entities(ITEM), KEY.toString(), null);
    header(record, Headers.VERSION, "6");
    header(record, Headers.HLC, "500/3");
    header(record, Headers.MUTATION_ID, "m8");

    // when
    FeedItem item = decoder.decode(record);

    // then
    var hlc = new Hlc(500, 3);
    assertThat(item).isEqualTo(new FeedItem.Received(KEY, Base.tombstone(6, hlc, "m8"), hlc));
  }

  @Test
  void shouldSkipAndCountBrokenRecords() {
    assertThat(decoder.decode(record(TOPICS.outcomes(), "berlin", new byte[] {9, 9}))).isNull();
    assertThat(decoder.decode(record(TOPICS.outcomes(), "berlin", null))).isNull();
    assertThat(decoder.decode(record(TOPICS.entities(ITEM), KEY.toString(), null))).isNull();
    assertThat(decoder.decode(record(TOPICS.entities(ITEM), "no key", outcome("x")))).isNull();
    assertThat(unreadable()).isEqualTo(4);
  }

  @Test
  void shouldWaitForRegistryThatDoesNotAnswer() {
    // given
    var record = entity(Hlc.ZERO);
    registry.close();
    try (AvroSerdes fresh =
        AvroSerdes.of(Map.of("schema.registry.url", registry.url(), "max.retries", 0))) {
      var later = decoder(Scope.ALL, fresh);

      // when / then
      assertThatThrownBy(() -> later.decode(record)).isInstanceOf(RuntimeException.class);
      assertThat(unreadable()).isZero();
    }
  }

  @Test
  void shouldReadOnlyTopicsWithinScope() {
    // given
    var products = new Scope(Set.of("Product"), new TreeMap<>());

    // when / then
    assertThat(decoder(products).topics())
        .containsExactly("tributary.entities.product.v1", "tributary.outcomes.v1");
  }

  private FeedDecoder decoder(Scope scope) {
    return decoder(scope, serdes);
  }

  private FeedDecoder decoder(Scope scope, AvroSerdes from) {
    return new FeedDecoder(
        new FeedDecoder.Setup(
            new EdgeNodeId("berlin"), TOPICS, TYPES, scope, Duration.ofMinutes(1)),
        from,
        new EdgeMetrics(meters, "berlin", InstantSource.system()));
  }

  private double unreadable() {
    return count(EdgeMetric.UNREADABLE);
  }

  private double count(EdgeMetric metric) {
    var counter = meters.find(metric.id()).counter();
    return counter == null ? 0 : counter.count();
  }

  private static Decision decision(String attribute, String result, Stamp against) {
    return Decision.newBuilder()
        .setAttribute(attribute)
        .setResult(result)
        .setStrategy("last-writer")
        .setConcurrent(true)
        .setAgainst(against)
        .setLost("A-1")
        .build();
  }

  private byte[] outcome(String node) {
    return serialized(plain(node));
  }

  private byte[] serialized(Outcome outcome) {
    return serdes.serializer(Outcome.class).serialize(TOPICS.outcomes(), outcome);
  }

  private static Outcome plain(String node) {
    return Outcome.newBuilder()
        .setMutationId("m1")
        .setEdgeNodeId(node)
        .setSequence(7)
        .setEntityType(KEY.entityType())
        .setEntityId(KEY.entityId())
        .setState(OutcomeState.FAILED)
        .setReason("INVARIANT")
        .setMessage("below 0")
        .setVersion(3)
        .setDecidedAtMs(Instant.EPOCH)
        .build();
  }

  private ConsumerRecord<byte[], byte[]> entity(Hlc hlc) {
    String topic = TOPICS.entities(ITEM);
    var values = new TreeMap<String, Value>(Map.of("quantity", Value.of(12)));
    byte[] plain = TYPES.codec(ITEM).encode(new EntityRow(KEY.entityId(), 4, hlc, "m9", values));
    int id = serdes.idFor(AvroSerdes.subject(topic), TYPES.schema(ITEM));
    byte[] framed =
        ByteBuffer.allocate(5 + plain.length).put((byte) 0).putInt(id).put(plain).array();
    return record(topic, KEY.toString(), framed);
  }

  private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static ConsumerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        BROKER_MS,
        TimestampType.CREATE_TIME,
        0,
        0,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
