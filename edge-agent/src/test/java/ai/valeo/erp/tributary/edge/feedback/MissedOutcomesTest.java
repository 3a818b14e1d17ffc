package ai.valeo.erp.tributary.edge.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.LostOutcomes.Place;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.AuditedAttribute;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissedOutcomesTest {

  private static final EntityKey CUSTOMER = new EntityKey("Customer", "c1");
  private static final TopicPartition AUDIT = new TopicPartition(Topics.standard().audit(), 0);

  @TempDir Path folder;
  private final InstantSource clock = () -> Instant.ofEpochMilli(1_000_000);
  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final List<AuditEntry> audit = new ArrayList<>();
  private EdgeStore store;
  private PublishQueue queue;
  private Settlement settlement;
  private MissedOutcomes missed;

  @BeforeEach
  void open() {
    store = EdgeStore.open(new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin")));
    queue = new PublishQueue(store, clock);
    settlement = new Settlement(store, Scope.ALL, clock);
    var shared =
        new Feedback.Shared(
            new ReentrantLock(),
            new AtomicLong(),
            new EdgeMetrics(new SimpleMeterRegistry(), "berlin", InstantSource.system()),
            new Feedback.Watch(
                new ProgressMeter(),
                new SyncRequests(),
                new Absence(clock, Duration.ofDays(29)),
                Tracing.OFF),
            settled -> {},
            () -> {});
    missed =
        new MissedOutcomes(
            new MissedOutcomes.Source(AUDIT.topic(), serdes, this::consumer),
            new MissedOutcomes.Ends(store, settlement, queue.lost()),
            shared);
    waitForAPerson();
  }

  @AfterEach
  void close() {
    store.close();
    serdes.close();
    registry.close();
  }

  @Test
  void shouldEndAConflictByTheRulingWhoseAnswerWasDeleted() {
    // given
    audit.add(entry("r1", OutcomeState.APPLIED, "m1:2", null));

    // when
    missed.run();

    // then
    assertThat(attention()).isEmpty();
    assertThat(state()).isEqualTo(MutationState.APPLIED);
  }

  @Test
  void shouldLeaveAConflictOpenWhoseRulingWasRefused() {
    // given
    audit.add(entry("r1", OutcomeState.FAILED, "m1:2", null));

    // when
    missed.run();

    // then
    assertThat(attention())
        .singleElement()
        .satisfies(item -> assertThat(item.verdict().state()).isEqualTo(MutationState.CONFLICT));
  }

  @Test
  void shouldLeaveAConflictOpenWhenAnotherOfTheEntityWasRuledOn() {
    // given
    audit.add(entry("r1", OutcomeState.APPLIED, "m11:2", "mutation m11: kept"));

    // when
    missed.run();

    // then
    assertThat(attention()).hasSize(1);
  }

  @Test
  void shouldEndAConflictOfWhichAnotherRulingLeftNothingToDecide() {
    // given
    audit.add(entry("r1", OutcomeState.APPLIED, "m7:0", "mutation m1: moot after KEEP by anna"));

    // when
    missed.run();

    // then
    assertThat(attention()).isEmpty();
    assertThat(state()).isEqualTo(MutationState.APPLIED);
  }

  @Test
  void shouldFindWhatWasDecidedBetweenTwoSearches() {
    // given a mutation that was not decided when the trail was read first
    Capture capture = capture("m2");
    assertThat(capture.capture(rename("Zoe"))).isNotNull();
    queue.claim(1, 1_000);
    store.run(transaction -> transaction.missed().note(transaction.node().sequence()));
    missed.run();
    assertThat(unanswered()).isEqualTo(1);

    // when
    audit.add(entry("m2", OutcomeState.APPLIED, null, null));
    missed.again();

    // then
    assertThat(unanswered()).isZero();
  }

  @Test
  void shouldTellHowFarTheCentreIs() {
    // given
    assertThat(capture("m2").capture(rename("Zoe"))).isNotNull();
    queue.claim(1, 1_000);
    store.run(transaction -> transaction.missed().note(transaction.node().sequence()));
    queue.lost().waitedInVain();
    queue.lost().waitedInVain();

    // when somebody else's change was decided in a window that begins at 40
    audit.add(entry("of-another", OutcomeState.APPLIED, null, null));
    missed.again();

    // then what lies before is over
    assertThat(
            queue.lost().endPassed(new TreeMap<>(Map.of(2L, new Place(0, 39, false)))).sequences())
        .containsExactly(2L);
  }

  /** The mutation m1 waits for a person's word, and answers were deleted since. */
  private void waitForAPerson() {
    assertThat(capture("m1").capture(rename("Ann"))).isNotNull();
    queue.claim(1, 1_000);
    var verdict = new Answer.Verdict(MutationState.CONFLICT, "MANUAL", null, 1);
    var answer = new Answer(new MutationId("m1"), 1, CUSTOMER, verdict);
    settlement.settle(List.of(new FeedItem.Answered(answer, false)), Map.of());
    assertThat(attention()).hasSize(1);
    store.run(transaction -> transaction.missed().note(transaction.node().sequence()));
  }

  private Capture capture(String id) {
    EntityTypes types = EntityTypes.bundled();
    return new Capture(store, types::type, clock, () -> new MutationId(id));
  }

  private static Draft rename(String name) {
    return Draft.create(CUSTOMER, List.of(Change.set("name", Value.of(name))));
  }

  private List<Attention> attention() {
    return store.read(tables -> tables.attention().open(10));
  }

  private MutationState state() {
    return store
        .read(tables -> tables.settled().get(new MutationId("m1")))
        .orElseThrow()
        .verdict()
        .state();
  }

  private int unanswered() {
    return store.read(tables -> tables.outbox().processing(0, 10)).size();
  }

  private AuditEntry entry(
      String id, OutcomeState state, @Nullable String conflict, @Nullable String note) {
    var decision =
        note == null ? null : new Decision("name", "KEPT", "manual", true, null, null, note);
    var attributes =
        note == null
            ? List.<AuditedAttribute>of()
            : List.of(new AuditedAttribute("name", null, null, decision));
    return new AuditEntry(
        id,
        "central",
        CUSTOMER.entityType(),
        CUSTOMER.entityId(),
        Operation.UPDATE,
        state,
        null,
        2L,
        audit.size() + 1L,
        attributes,
        "anna",
        null,
        "0-40-1",
        1,
        clock.instant(),
        ByteBuffer.allocate(0),
        null,
        conflict);
  }

  /** Of a topic with the entries so far. */
  private MockConsumer<byte[], byte[]> consumer() {
    var consumer =
        new MockConsumer<byte[], byte[]>("none") {
          @Override
          public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
              Map<TopicPartition, Long> times) {
            return Map.of(AUDIT, new OffsetAndTimestamp(0, 0));
          }
        };
    var node = new Node(1, "localhost", 1);
    consumer.updatePartitions(
        AUDIT.topic(),
        List.of(new PartitionInfo(AUDIT.topic(), 0, node, new Node[] {node}, new Node[] {node})));
    consumer.updateBeginningOffsets(Map.of(AUDIT, 0L));
    consumer.updateEndOffsets(Map.of(AUDIT, (long) audit.size()));
    consumer.schedulePollTask(() -> {
      var offset = new AtomicInteger();
      audit.forEach(entry -> consumer.addRecord(record(offset.getAndIncrement(), entry)));
    });
    return consumer;
  }

  private ConsumerRecord<byte[], byte[]> record(long offset, AuditEntry entry) {
    byte[] key = CUSTOMER.toString().getBytes(StandardCharsets.UTF_8);
    byte[] value = serdes.serializer(AuditEntry.class).serialize(AUDIT.topic(), entry);
    return new ConsumerRecord<>(AUDIT.topic(), 0, offset, key, value);
  }
}
