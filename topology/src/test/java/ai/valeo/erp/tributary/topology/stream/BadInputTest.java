package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Dependency;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.MutationGroup;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes gets its named answer, and the stream goes on. */
final class BadInputTest {

  private TopologyHarness harness;

  @BeforeEach
  void start(@TempDir Path folder) {
    harness = new TopologyHarness(folder);
  }

  @AfterEach
  void streamGoesOn() {
    try (TopologyHarness running = harness) {
      List<Outcome> outcomes = running.decide(Mutations.create("sound", 1, 7).build());
      assertThat(outcomes).singleElement().returns(OutcomeState.APPLIED, Outcome::getState);
    }
  }

  static Stream<Arguments> undecodable() {
    byte[] unknownSchema = ByteBuffer.allocate(9).put((byte) 0).putInt(4711).putInt(1).array();
    byte[] garbage = "garbage, not Avro".getBytes(StandardCharsets.UTF_8);
    byte[] truncated = {0, 0, 0, 0, 1, 2};
    return Stream.of(
        Arguments.of("garbage", garbage),
        Arguments.of("unknown schema id", unknownSchema),
        Arguments.of("truncated", truncated),
        Arguments.of("empty", new byte[0]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("undecodable")
  void shouldQuarantineWhatCannotBeDecoded(String name, byte[] value) {
    // given
    var headers = new RecordHeaders();
    headers.add(Headers.CORRELATION_ID, "c1".getBytes(StandardCharsets.UTF_8));

    // when
    harness.sendRaw("some key", value, headers);
    harness.closeWindow();

    // then
    TestRecord<String, byte[]> record = quarantined(Reason.UNDECODABLE);
    assertThat(record.key()).isEqualTo("some key");
    assertThat(record.value()).isEqualTo(value);
    assertThat(TopologyHarness.header(record, Headers.ORIGIN_TOPIC))
        .isEqualTo(harness.topics().mutations());
    assertThat(TopologyHarness.header(record, Headers.ORIGIN_PARTITION)).isEqualTo("0");
    assertThat(TopologyHarness.header(record, Headers.ORIGIN_OFFSET)).isEqualTo("0");
    assertThat(TopologyHarness.header(record, Headers.ORIGIN_TIMESTAMP))
        .isEqualTo(Long.toString(TopologyHarness.START.toEpochMilli()));
    assertThat(TopologyHarness.header(record, Headers.QUARANTINE_MESSAGE)).isNotEmpty();
    assertThat(TopologyHarness.header(record, Headers.CORRELATION_ID)).isEqualTo("c1");
    assertThat(harness.outcomes()).isEmpty();
  }

  @Test
  void shouldQuarantineRecordsWithoutValue() {
    // when
    harness.sendRaw(null, null, new RecordHeaders());
    harness.closeWindow();

    // then
    assertThat(quarantined(Reason.UNDECODABLE).value()).isNull();
  }

  static Stream<Arguments> invalid() {
    String huge = "x".repeat(2 << 20);
    Dependency dependency = new Dependency("m0", Mutations.TYPE, "P2@BERLIN");
    return Stream.of(
        refused(Reason.TOO_LARGE, Mutations.shelve("n", 1, huge)),
        refused(Reason.INVALID_ID, Mutations.create("n", 1, 1).setId("")),
        refused(Reason.INVALID_ID, Mutations.create("", 1, 1)),
        refused(Reason.UNKNOWN_TYPE, Mutations.create("n", 1, 1).setEntityType("Spaceship")),
        refused(Reason.INVALID_PRIORITY, Mutations.create("n", 1, 1).setPriority(0)),
        refused(Reason.INVALID_PRIORITY, Mutations.create("n", 1, 1).setPriority(11)),
        refused(Reason.INVALID_NUMBER, Mutations.create("n", 1, 1).setBaseVersion(-1)),
        refused(Reason.INVALID_NUMBER, Mutations.create("n", 1, 1).setSequence(-5)),
        refused(Reason.INVALID_NUMBER, Mutations.create("n", 5, 1).setFloor(9)),
        refused(Reason.NO_CHANGES, Mutations.of("n", 1, Operation.CREATE)),
        refused(Reason.NO_CHANGES, Mutations.of("n", 1, Operation.UPDATE)),
        refused(Reason.UNKNOWN_ATTRIBUTE, with(Mutations.set("colour", "red"))),
        refused(Reason.INVALID_VALUE, with(Mutations.set("quantity", "seven"))),
        refused(Reason.INVALID_VALUE, with(Mutations.set("quantity", 1L << 40))),
        refused(
            Reason.INVALID_VALUE,
            with(new AttributeChange("quantity", ChangeOperator.ADD, null, null))),
        refused(
            Reason.INVALID_OPERATOR,
            with(new AttributeChange("locationCode", ChangeOperator.ADD, 1L, null))),
        refused(
            Reason.MISSING_ATTRIBUTE,
            Mutations.of("n", 1, Operation.CREATE)
                .setChanges(List.of(Mutations.set("quantity", 1L)))),
        refused(
            Reason.DEPENDENCIES_UNSUPPORTED,
            Mutations.create("n", 1, 1).setDependencies(List.of(dependency))),
        refused(
            Reason.GROUP_UNSUPPORTED,
            Mutations.create("n", 1, 1).setGroup(new MutationGroup("g", 2, 0, List.of()))));
  }

  private static Arguments refused(Reason reason, Mutation.Builder mutation) {
    return Arguments.of(reason, mutation.build());
  }

  private static Mutation.Builder with(AttributeChange change) {
    return Mutations.of("n", 1, Operation.UPDATE).setChanges(List.of(change));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("invalid")
  void shouldRefuseByNameAndOnceWhatIsInvalid(Reason reason, Mutation mutation) {
    // when the same record comes twice
    List<Outcome> outcomes = harness.decide(mutation, mutation);

    // then
    assertThat(outcomes)
        .singleElement()
        .returns(OutcomeState.FAILED, Outcome::getState)
        .returns(reason.name(), Outcome::getReason)
        .returns(mutation.getId(), Outcome::getMutationId)
        .returns(mutation.getEdgeNodeId(), Outcome::getEdgeNodeId);
    assertThat(quarantined(reason).key())
        .isEqualTo(mutation.getEntityType() + ':' + mutation.getEntityId());
    assertThat(harness.auditValues()).isEmpty();
  }

  @Test
  void shouldRefuseAMutationUnderTheKeyOfAnother() {
    // when
    harness.send(Mutations.create("n", 1, 1).build(), "InventoryItem:P2@BERLIN");
    harness.send(Mutations.create("n", 2, 1).build(), null);
    harness.closeWindow();

    // then
    assertThat(harness.outcomes())
        .extracting(Outcome::getReason)
        .containsExactly("WRONG_KEY", "WRONG_KEY");
  }

  @Test
  void shouldApplyAClockAYearAheadAtTheBrokersTime() {
    // given
    var future = TopologyHarness.START.plus(Duration.ofDays(365));
    Mutation ahead = Mutations.at(Mutations.create("n", 1, 5), future).build();

    // when
    List<Outcome> outcomes = harness.decide(ahead);

    // then
    assertThat(outcomes).singleElement().returns(OutcomeState.APPLIED, Outcome::getState);
    assertThat(outcomes.get(0).getDecisions())
        .allSatisfy(decision -> assertThat(decision.getNote()).isNotEmpty());
    assertThat(harness.entities(Mutations.TYPE))
        .singleElement()
        .satisfies(row ->
            assertThat(row.hlc().wallMs())
                .isLessThanOrEqualTo(TopologyHarness.START.toEpochMilli() + 60_000));
  }

  @Test
  void shouldCountAndDropASequenceSeenBefore() {
    // given
    Mutation mutation = Mutations.create("n", 1, 5).build();
    harness.decide(mutation);

    // when
    List<Outcome> again = harness.decide(mutation, mutation);

    // then
    assertThat(again).isEmpty();
    assertThat(harness.count(TopologyMetric.DUPLICATES)).isEqualTo(2);
    assertThat(harness.records(harness.topics().quarantine())).isEmpty();
  }

  private TestRecord<String, byte[]> quarantined(Reason reason) {
    List<TestRecord<String, byte[]>> records = harness.records(harness.topics().quarantine());
    assertThat(records).hasSize(1);
    TestRecord<String, byte[]> record = records.get(0);
    assertThat(TopologyHarness.header(record, Headers.QUARANTINE_REASON)).isEqualTo(reason.name());
    return record;
  }
}
