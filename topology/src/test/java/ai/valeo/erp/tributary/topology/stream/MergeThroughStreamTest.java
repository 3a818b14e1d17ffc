package ai.valeo.erp.tributary.topology.stream;

import static ai.valeo.erp.tributary.schemas.tracing.Stage.APPLY;
import static ai.valeo.erp.tributary.schemas.tracing.Stage.INTAKE;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.tracing.SpansInMemory;
import ai.valeo.erp.tributary.schemas.tracing.SpansInMemory.Recorded;
import ai.valeo.erp.tributary.topology.convert.AuditHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of the topics when sound mutations go in. */
final class MergeThroughStreamTest {

  private TopologyHarness harness;

  @BeforeEach
  void start(@TempDir Path folder) {
    harness = new TopologyHarness(folder);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldDecideNothingBeforeTheWindowCloses() {
    // when
    harness.send(Mutations.create("berlin", 1, 5).build());

    // then
    assertThat(harness.outcomes()).isEmpty();
    harness.closeWindow();
    assertThat(harness.outcomes()).hasSize(1);
  }

  @Test
  void shouldPublishAnEntityOnceHoweverManyMutationsOfTheWindowChangedIt() {
    // when
    List<Outcome> outcomes =
        harness.decide(
            Mutations.create("berlin", 1, 5).build(),
            Mutations.add("berlin", 2, 2).build(),
            Mutations.add("berlin", 3, -1).build());

    // then
    assertThat(outcomes).extracting(Outcome::getVersion).containsExactly(1L, 2L, 3L);
    List<EntityRow> rows = harness.entities(Mutations.TYPE);
    assertThat(rows).hasSize(1);
    EntityRow row = rows.get(0);
    assertThat(row.id()).isEqualTo(Mutations.ITEM);
    assertThat(row.version()).isEqualTo(3);
    assertThat(row.mutationId()).isEqualTo(Mutations.add("berlin", 3, -1).build().getId());
    assertThat(row.attributes()).containsEntry("quantity", Value.of(6L));
  }

  @Test
  void shouldGoOnFromTheStoredStateInLaterWindows() {
    // given
    harness.decide(Mutations.create("berlin", 1, 5).build());

    // when
    List<Outcome> outcomes = harness.decide(Mutations.add("berlin", 2, 4).build());

    // then
    assertThat(outcomes).singleElement().returns(2L, Outcome::getVersion);
    List<EntityRow> rows = harness.entities(Mutations.TYPE);
    assertThat(rows.get(rows.size() - 1).attributes()).containsEntry("quantity", Value.of(9L));
  }

  @Test
  void shouldReportConcurrentChanges() {
    // given
    harness.decide(Mutations.create("berlin", 1, 5).build());

    // when two nodes that have both seen version 1 choose a shelf
    List<Outcome> outcomes =
        harness.decide(
            Mutations.shelve("berlin", 2, "A1").build(),
            Mutations.shelve("hamburg", 7, "B2").build());

    // then
    assertThat(outcomes).allMatch(outcome -> outcome.getState() == OutcomeState.APPLIED);
    List<Conflict> conflicts = harness.conflicts();
    assertThat(conflicts).hasSize(1);
    assertThat(conflicts.get(0).getState()).isEqualTo(ConflictState.RESOLVED);
    assertThat(conflicts.get(0).getContenders())
        .singleElement()
        .satisfies(contender -> {
          assertThat(contender.getAttribute()).isEqualTo("locationCode");
          assertThat(contender.getPresent()).isEqualTo("A1");
          assertThat(contender.getOffered()).isEqualTo("B2");
          assertThat(contender.getResult()).isEqualTo("B2");
        });
    assertThat(harness.count(TopologyMetric.CONFLICTS)).isEqualTo(1);
  }

  @Test
  void shouldWriteATombstoneWithVersionAndClock() {
    // given
    harness.decide(Mutations.create("berlin", 1, 5).build());
    String topic = "tributary.entities.inventory-item.v1";
    harness.records(topic);

    // when
    Mutation delete = Mutations.delete("berlin", 2).build();
    harness.decide(delete);

    // then
    List<TestRecord<String, byte[]>> records = harness.records(topic);
    assertThat(records).hasSize(1);
    TestRecord<String, byte[]> tombstone = records.get(0);
    assertThat(tombstone.key()).isEqualTo("InventoryItem:P1@BERLIN");
    assertThat(tombstone.value()).isNull();
    assertThat(TopologyHarness.header(tombstone, Headers.VERSION)).isEqualTo("2");
    assertThat(TopologyHarness.header(tombstone, Headers.HLC))
        .isEqualTo(delete.getHlcMs().toEpochMilli() + "/0");
    assertThat(TopologyHarness.header(tombstone, Headers.MUTATION_ID)).isEqualTo(delete.getId());
  }

  @Test
  void shouldForgetADeletedEntityAfterItsHorizon() {
    // given
    harness.decide(Mutations.create("berlin", 1, 5).build());
    harness.decide(Mutations.delete("berlin", 2).build());

    // when something else comes after the horizon, then an update of what was deleted
    harness.pass(Duration.ofHours(169));
    harness.decide(Mutations.create("berlin", 3, 1).setEntityId("P9@BERLIN").build());
    List<Outcome> outcomes = harness.decide(Mutations.add("berlin", 4, 1).build());

    // then
    assertThat(outcomes).singleElement().returns("UNKNOWN_ENTITY", Outcome::getReason);
  }

  @Test
  void shouldChainTheAuditEntriesOfAnEntity() {
    // given
    harness.decide(
        Mutations.create("berlin", 1, 5).build(), Mutations.add("berlin", 2, -50).build());
    harness.decide(Mutations.add("berlin", 3, 1).build());

    // when
    List<byte[]> values = harness.auditValues();
    List<AuditEntry> entries = harness.audit(values);

    // then the failed one stands in the chain too
    assertThat(entries)
        .extracting(AuditEntry::getState)
        .containsExactly(OutcomeState.APPLIED, OutcomeState.FAILED, OutcomeState.APPLIED);
    assertThat(entries).extracting(AuditEntry::getNumber).containsExactly(1L, 2L, 3L);
    assertThat(entries.get(0).getPreviousHash()).isEqualTo(ByteBuffer.allocate(0));
    for (int i = 1; i < entries.size(); i++) {
      assertThat(entries.get(i).getPreviousHash())
          .isEqualTo(ByteBuffer.wrap(AuditHash.of(values.get(i - 1)).bytes()));
    }
  }

  @Test
  void shouldCarryTheTraceToEveryOutput() {
    // given
    harness.decide(Mutations.create("berlin", 1, 5).build());
    List<String> topics =
        List.of(
            harness.topics().outcomes(),
            harness.topics().conflicts(),
            harness.topics().audit(),
            "tributary.entities.inventory-item.v1");
    harness.decide(Mutations.shelve("hamburg", 1, "A1").build());
    topics.forEach(harness::records);
    var headers = new RecordHeaders();
    headers.add(Headers.CORRELATION_ID, "c-7".getBytes(StandardCharsets.UTF_8));
    headers.add(Headers.TRACEPARENT, "00-1-2-01".getBytes(StandardCharsets.UTF_8));

    // when
    harness.send(Mutations.shelve("berlin", 9, "B2").build(), "InventoryItem:P1@BERLIN", headers);
    harness.closeWindow();

    // then
    for (String topic : topics) {
      List<TestRecord<String, byte[]>> records = harness.records(topic);
      assertThat(records).as(topic).hasSize(1);
      assertThat(TopologyHarness.header(records.get(0), Headers.CORRELATION_ID)).isEqualTo("c-7");
      assertThat(TopologyHarness.header(records.get(0), Headers.TRACEPARENT))
          .isEqualTo("00-1-2-01");
    }
  }

  @Test
  void shouldPutWhatAMutationCausesBehindItsApplicationInTheTrace() {
    // given
    String published = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    var headers = new RecordHeaders();
    headers.add(Headers.TRACEPARENT, published.getBytes(StandardCharsets.UTF_8));

    // when
    harness.send(Mutations.create("berlin", 1, 5).build(), "InventoryItem:P1@BERLIN", headers);
    harness.closeWindow();

    // then
    SpansInMemory.Recorded intake = harness.spans().get(0);
    SpansInMemory.Recorded apply = harness.spans().get(1);
    assertThat(harness.spans()).extracting(Recorded::stage).containsExactly(INTAKE, APPLY);
    assertThat(intake.parent()).isEqualTo(published);
    assertThat(intake.sinceMs()).isPositive();
    assertThat(apply.parent()).isEqualTo(intake.place());
    for (String topic :
        List.of(harness.topics().outcomes(), "tributary.entities.inventory-item.v1")) {
      TestRecord<String, byte[]> record = harness.records(topic).get(0);
      assertThat(TopologyHarness.header(record, Headers.TRACEPARENT)).isEqualTo(apply.place());
    }
  }

  @Test
  void shouldRecordNothingOfWhatIsNotSampled() {
    // given
    String unsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    var headers = new RecordHeaders();
    headers.add(Headers.TRACEPARENT, unsampled.getBytes(StandardCharsets.UTF_8));

    // when
    harness.send(Mutations.create("berlin", 1, 5).build(), "InventoryItem:P1@BERLIN", headers);
    harness.closeWindow();

    // then
    assertThat(harness.spans()).isEmpty();
    TestRecord<String, byte[]> outcome = harness.records(harness.topics().outcomes()).get(0);
    assertThat(TopologyHarness.header(outcome, Headers.TRACEPARENT)).isEqualTo(unsampled);
  }

  @Test
  void shouldDropARepeatedMutationWithoutSequence() {
    // given
    Mutation mutation = Mutations.create("import", 0, 5).build();

    // when
    List<Outcome> outcomes = harness.decide(mutation, mutation);
    outcomes = new ArrayList<>(outcomes);
    outcomes.addAll(harness.decide(mutation));

    // then
    assertThat(outcomes).hasSize(1);
    assertThat(harness.count(TopologyMetric.DUPLICATES)).isEqualTo(2);
  }

  @Test
  void shouldNumberBatchesByTheirWindowAndPlace() {
    // given
    Mutation[] many = new Mutation[150];
    for (int i = 0; i < many.length; i++) {
      many[i] = Mutations.create("berlin", i + 1, 1).setEntityId("P" + i + "@W").build();
    }

    // when
    List<Outcome> outcomes = harness.decide(many);

    // then
    assertThat(outcomes).hasSize(150);
    assertThat(outcomes.subList(0, 100)).allMatch(outcome -> outcome.getBatch().equals("0-0-0"));
    assertThat(outcomes.subList(100, 150)).allMatch(outcome -> outcome.getBatch().equals("0-0-1"));
  }
}
