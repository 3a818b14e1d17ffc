package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in quarantine is released or discarded, once. */
final class QuarantineRulingsTest {

  private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
  private static final String ITEM = Mutations.TYPE + ':' + Mutations.ITEM;

  private EmbeddedRegistry registry;
  private TopologyHarness harness;
  private String setAsideAt;

  @BeforeEach
  void start(@TempDir Path folder) {
    registry = EmbeddedRegistry.inMemory();
    harness = new TopologyHarness(folder, EntityTypes.bundled(), registry);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private void setAside(byte[] value) {
    harness.sendRaw(ITEM, value, new RecordHeaders());
    harness.closeWindow();
    TestRecord<String, byte[]> record = harness.records(harness.topics().quarantine()).getFirst();
    setAsideAt = TopologyHarness.header(record, Headers.ORIGIN_TIMESTAMP);
    harness.outcomes();
  }

  private List<Outcome> rule(String id, Ruling ruling, byte[] value) {
    return rule(id, ruling, 0, value);
  }

  private List<Outcome> rule(String id, Ruling ruling, long offset, byte[] value) {
    harness.sendRuling(ITEM, harness.encode(Customers.onRecord(id, ruling, offset, value).build()));
    harness.closeWindow();
    return harness.outcomes();
  }

  /** A mutation by a schema that no registry knows by now, and the id it will have. */
  private byte[] ofTomorrow(Mutation mutation) {
    byte[] known = harness.encode(mutation);
    ByteBuffer.wrap(known).putInt(1, nextId());
    return known;
  }

  private int nextId() {
    int id = ByteBuffer.wrap(harness.encode(Mutations.create("x", 1, 1).build())).getInt(1);
    try (var serdes = serdes()) {
      while (isKnown(serdes, id)) {
        id++;
      }
    }
    return id;
  }

  private static boolean isKnown(AvroSerdes serdes, int id) {
    try {
      var unused = serdes.registry().schema(id);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private AvroSerdes serdes() {
    return AvroSerdes.of(Map.of("schema.registry.url", registry.url(), "max.retries", "0"));
  }

  /** Registers what stands for the next id: the same record with another word about it. */
  private void register() {
    String schema = Mutation.getClassSchema().toString().replace("Why, in the", "Why in the");
    try (var serdes = serdes()) {
      var unused = serdes.idFor("tomorrow-value", new Schema.Parser().parse(schema));
    }
  }

  @Test
  void shouldReleaseWhatCanBeDecodedByNow() {
    // given a sound mutation, an unsound one, and one that comes again later
    byte[] sound = ofTomorrow(Mutations.create("berlin", 1, 7).build());
    byte[] unsound = ofTomorrow(Mutations.create("hamburg", 1, 7).setPriority(99).build());
    byte[] repeated = ofTomorrow(Mutations.create("kiel", 1, 7).build());
    setAside(sound);
    setAside(unsound);
    setAside(repeated);
    harness.decide(Mutations.create("kiel", 1, 7).build());
    assertThat(rule("early", Ruling.TAKE, sound))
        .singleElement()
        .returns(Reason.UNDECODABLE.name(), Outcome::getReason);

    // when the registry knows the schema since a moment ago
    register();
    List<Outcome> released = rule("r1", Ruling.TAKE, sound);

    // then
    assertThat(released).hasSize(2);
    assertThat(released).allMatch(outcome -> outcome.getState() == OutcomeState.APPLIED);
    assertThat(released.get(0).getEdgeNodeId()).isEqualTo("central");
    Outcome mutation = released.get(1);
    assertThat(mutation.getEdgeNodeId()).isEqualTo("berlin");
    assertThat(mutation.getBatch()).isEqualTo("0-4-r1");
    assertThat(mutation.getPlace()).isZero();
    TestRecord<String, byte[]> marker = marker();
    assertThat(TopologyHarness.header(marker, Headers.QUARANTINE_STATE)).isEqualTo("RELEASED");
    // and it comes no second time, from nowhere
    assertThat(rule("again", Ruling.TAKE, sound).getFirst().getReason())
        .isEqualTo(Reason.NOT_QUARANTINED.name());
    assertThat(harness.decide(Mutations.create("berlin", 1, 7).build())).isEmpty();

    // and the others are answered for what they are
    assertThat(rule("u", Ruling.TAKE, 1, unsound))
        .extracting(Outcome::getReason)
        .containsExactlyInAnyOrder(null, Reason.INVALID_PRIORITY.name());
    marker();
    assertThat(rule("k", Ruling.TAKE, 2, repeated))
        .singleElement()
        .returns(Reason.ANSWERED.name(), Outcome::getReason);
  }

  @Test
  void shouldDiscardOnce() {
    // given
    setAside(GARBAGE);
    harness.comeLater(Duration.ofHours(3));

    // when
    List<Outcome> outcomes = rule("r1", Ruling.KEEP, GARBAGE);

    // then
    assertThat(outcomes)
        .singleElement()
        .returns("r1", Outcome::getMutationId)
        .returns(OutcomeState.APPLIED, Outcome::getState);
    TestRecord<String, byte[]> marker = marker();
    assertThat(TopologyHarness.header(marker, Headers.QUARANTINE_STATE)).isEqualTo("DISCARDED");
    assertThat(TopologyHarness.header(marker, Headers.ORIGIN_OFFSET)).isEqualTo("0");
    assertThat(TopologyHarness.header(marker, Headers.ORIGIN_TIMESTAMP)).isEqualTo(setAsideAt);
    assertThat(TopologyHarness.header(marker, Headers.RULING_ACTOR)).isEqualTo("alice");
    assertThat(TopologyHarness.header(marker, Headers.RULING_REASON)).isEqualTo("called them");
    assertThat(rule("r2", Ruling.KEEP, GARBAGE).getFirst().getReason())
        .isEqualTo(Reason.NOT_QUARANTINED.name());
  }

  @Test
  void shouldOnlyDiscardWhatHasItsOutcome() {
    // given a mutation that was refused
    byte[] value = harness.encode(Mutations.create("berlin", 1, 7).setPriority(99).build());
    setAside(value);

    // then
    assertThat(rule("r1", Ruling.TAKE, value).getFirst().getReason())
        .isEqualTo(Reason.ANSWERED.name());
    assertThat(rule("r2", Ruling.KEEP, value).getFirst().getState())
        .isEqualTo(OutcomeState.APPLIED);
  }

  @Test
  void shouldRefuseOtherBytesOtherRecordsAndMerges() {
    // given
    setAside(GARBAGE);

    // then
    assertThat(rule("r1", Ruling.TAKE, new byte[] {1}).getFirst().getReason())
        .isEqualTo(Reason.NOT_QUARANTINED.name());
    assertThat(rule("r2", Ruling.MERGE, GARBAGE).getFirst().getReason())
        .isEqualTo(Reason.INVALID_CHANGES.name());
    var elsewhere = Customers.onRecord("r3", Ruling.KEEP, 1, GARBAGE).build();
    harness.sendRuling(ITEM, harness.encode(elsewhere));
    harness.closeWindow();
    assertThat(harness.outcomes().getFirst().getReason()).isEqualTo(Reason.NOT_QUARANTINED.name());
    assertThat(harness.records(harness.topics().quarantine())).isEmpty();
  }

  @Test
  void shouldForgetWhatItsTopicForgets() {
    // given
    setAside(GARBAGE);

    // when
    harness.comeLater(Duration.ofDays(31));

    // then
    assertThat(rule("r1", Ruling.KEEP, GARBAGE).getFirst().getReason())
        .isEqualTo(Reason.NOT_QUARANTINED.name());
  }

  private TestRecord<String, byte[]> marker() {
    List<TestRecord<String, byte[]>> records = harness.records(harness.topics().quarantine());
    assertThat(records).hasSize(1);
    assertThat(records.getFirst().value()).isNull();
    assertThat(records.getFirst().key()).isEqualTo(ITEM);
    return records.getFirst();
  }
}
