package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Ruling;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.topology.convert.AuditHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rulings on conflicts, from their topic to the answers. */
final class RulingsThroughStreamTest {

  private TopologyHarness harness;
  private String conflictId;

  /** Version 2 with limit 200; hamburg's 300 waits. */
  @BeforeEach
  void openAConflict(@TempDir Path folder) {
    harness = new TopologyHarness(folder);
    harness.decide(Customers.create("berlin", 1).build());
    harness.decide(Customers.credit("berlin", 2, 200).build());
    harness.decide(Customers.credit("hamburg", 1, 300).build());
    Conflict open = harness.conflicts().getFirst();
    assertThat(open.getState()).isEqualTo(ConflictState.OPEN);
    conflictId = open.getId();
    harness.entities("Customer");
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private List<Outcome> ruled() {
    harness.closeWindow();
    return harness.outcomes();
  }

  @Test
  void shouldAnswerWhoRuledAndWhoWaited() {
    // when
    harness.send(Customers.ruling("r1", Ruling.TAKE, conflictId, 2).build());
    List<Outcome> outcomes = ruled();

    // then
    Outcome ruling = outcomes.get(0);
    assertThat(ruling.getMutationId()).isEqualTo("r1");
    assertThat(ruling.getEdgeNodeId()).isEqualTo("central");
    assertThat(ruling.getState()).isEqualTo(OutcomeState.APPLIED);
    assertThat(ruling.getBatch()).isEqualTo("0-3-r0");
    assertThat(ruling.getPlace()).isZero();
    Outcome waited = outcomes.get(1);
    assertThat(waited.getEdgeNodeId()).isEqualTo("hamburg");
    assertThat(waited.getSequence()).isEqualTo(1);
    assertThat(waited.getState()).isEqualTo(OutcomeState.APPLIED);
    assertThat(waited.getBatch()).isEqualTo("0-3-r0");
    assertThat(waited.getPlace()).isEqualTo(1);
    assertThat(outcomes).hasSize(2);
    assertThat(harness.entities("Customer"))
        .singleElement()
        .returns(3L, EntityRow::version)
        .returns("r1", EntityRow::mutationId);
    Conflict resolved = harness.conflicts().getFirst();
    assertThat(resolved.getState()).isEqualTo(ConflictState.RESOLVED);
    assertThat(resolved.getResolvedBy()).isEqualTo("alice");
    assertThat(resolved.getReason()).isEqualTo("called them");
    assertThat(resolved.getRulingId()).isEqualTo("r1");
    assertThat(resolved.getRuling()).isEqualTo("TAKE");
    assertThat(resolved.getResolvedAtMs().toEpochMilli())
        .isEqualTo(ruling.getDecidedAtMs().toEpochMilli());
  }

  @Test
  void shouldTellTheAnswerToARulingFromOthers() {
    // when
    harness.send(Customers.ruling("r1", Ruling.TAKE, conflictId, 2).build());
    harness.closeWindow();

    // then
    assertThat(harness.records(harness.topics().outcomes()))
        .extracting(record -> TopologyHarness.header(record, Headers.RULING_ID))
        .containsExactly("r1", null);
  }

  @Test
  void shouldContinueTheAuditChain() {
    // given
    List<byte[]> before = harness.auditValues();

    // when
    harness.send(Customers.ruling("r1", Ruling.KEEP, conflictId, 2).build());
    ruled();

    // then
    AuditEntry entry = harness.audit(harness.auditValues()).getFirst();
    assertThat(entry.getMutationId()).isEqualTo("r1");
    assertThat(entry.getConflictId()).isEqualTo(conflictId);
    assertThat(entry.getNumber()).isEqualTo(4);
    assertThat(entry.getPreviousHash())
        .isEqualTo(ByteBuffer.wrap(AuditHash.of(before.getLast()).bytes()));
  }

  @Test
  void shouldApplyARulingOnce() {
    // given
    var ruling = Customers.ruling("r1", Ruling.TAKE, conflictId, 2).build();
    harness.send(ruling);
    ruled();

    // when
    harness.send(ruling);

    // then
    assertThat(ruled()).isEmpty();
    assertThat(harness.count(TopologyMetric.DUPLICATES)).isEqualTo(1);
  }

  @Test
  void shouldLeaveProposalsAlone() {
    // when a proposal comes, then the ruling it became, under the same id
    harness.send(Customers.ruling("r1", Ruling.TAKE, conflictId, 2).setProposal(true).build());
    assertThat(ruled()).isEmpty();
    assertThat(harness.conflicts()).isEmpty();
    harness.send(Customers.ruling("r1", Ruling.TAKE, conflictId, 2).build());

    // then
    assertThat(ruled()).extracting(Outcome::getState).containsOnly(OutcomeState.APPLIED).hasSize(2);
  }

  @Test
  void shouldRuleBeforeTheMutationsOfTheWindow() {
    // when both come in one window, the mutation first
    harness.send(Customers.credit("berlin", 3, 250).setBaseVersion(2).build());
    harness.send(Customers.ruling("r1", Ruling.TAKE, conflictId, 2).build());
    List<Outcome> outcomes = ruled();

    // then
    assertThat(outcomes).extracting(Outcome::getBatch).containsExactly("0-3-r0", "0-3-r0", "0-3-0");
    assertThat(outcomes.get(2).getState()).isEqualTo(OutcomeState.CONFLICT);
  }

  @Test
  void shouldRefuseByName() {
    // given one ruling for each reason
    var wrong = Customers.ruling("r1", Ruling.TAKE, conflictId, 2);
    harness.sendRuling("Customer:C2", harness.encode(wrong.build()));
    harness.send(Customers.ruling("r2", Ruling.TAKE, conflictId, 1).build());
    harness.send(Customers.ruling("r3", Ruling.TAKE, "other:1", 2).build());
    harness.send(Customers.ruling("r4", Ruling.TAKE, conflictId, 2).setActor(" ").build());
    harness.send(Customers.ruling("r5", Ruling.MERGE, conflictId, 2).build());
    harness.send(
        Customers.ruling("r6", Ruling.MERGE, conflictId, 2)
            .setChanges(List.of(Mutations.set("creditLimit", "much")))
            .build());
    harness.send(Customers.ruling("r7", Ruling.KEEP, conflictId, 2).setEntityType("X").build());
    harness.send(
        Customers.ruling("r8", Ruling.KEEP, conflictId, 2)
            .setChanges(List.of(Customers.limit(5)))
            .build());

    // when
    List<Outcome> outcomes = ruled();

    // then
    assertThat(outcomes).allMatch(outcome -> outcome.getState() == OutcomeState.FAILED);
    assertThat(outcomes)
        .extracting(outcome -> outcome.getMutationId() + ' ' + outcome.getReason())
        .containsExactlyInAnyOrder(
            "r1 " + Reason.WRONG_KEY,
            "r2 " + Reason.VERSION_MOVED,
            "r3 " + Reason.UNKNOWN_CONFLICT,
            "r4 " + Reason.INVALID_ID,
            "r5 " + Reason.NO_CHANGES,
            "r6 " + Reason.INVALID_VALUE,
            "r7 " + Reason.UNKNOWN_TYPE,
            "r8 " + Reason.INVALID_CHANGES);
    assertThat(harness.records(harness.topics().quarantine())).isEmpty();
    harness.send(Customers.ruling("r9", Ruling.KEEP, conflictId, 2).build());
    assertThat(ruled().getFirst().getState()).isEqualTo(OutcomeState.APPLIED);
  }

  @Test
  void shouldSetAsideWhatIsNoRuling() {
    // when
    harness.sendRuling("k", "garbage".getBytes(StandardCharsets.UTF_8));
    harness.sendRuling(null, null);
    List<Outcome> outcomes = ruled();

    // then
    assertThat(outcomes).isEmpty();
    List<TestRecord<String, byte[]>> records = harness.records(harness.topics().quarantine());
    assertThat(records).hasSize(2);
    assertThat(TopologyHarness.header(records.get(0), Headers.ORIGIN_TOPIC))
        .isEqualTo(harness.topics().resolutions());
  }

  @Test
  void shouldPublishADeletionByRuling() {
    // given
    harness.decide(Customers.delete("kiel", 1).build());
    String open = harness.conflicts().getLast().getId();

    // when
    harness.send(Customers.ruling("r1", Ruling.TAKE, open, 2).build());
    List<Outcome> outcomes = ruled();

    // then the other conflict waits still
    assertThat(outcomes).extracting(Outcome::getMutationId).hasSize(2).contains("r1");
    var tombstone = harness.records("tributary.entities.customer.v1").getLast();
    assertThat(tombstone.key()).isEqualTo(Customers.KEY);
    assertThat(tombstone.value()).isNull();
    assertThat(TopologyHarness.header(tombstone, Headers.MUTATION_ID)).isEqualTo("r1");
  }

  @Test
  void shouldNotCountRulingsAsConflictsMet() {
    // given
    double met = harness.count(TopologyMetric.CONFLICTS);

    // when
    harness.send(Customers.ruling("r1", Ruling.KEEP, conflictId, 2).build());
    ruled();

    // then
    assertThat(harness.count(TopologyMetric.CONFLICTS)).isEqualTo(met);
    assertThat(harness.count(TopologyMetric.RULINGS)).isEqualTo(1);
  }

  @Test
  void shouldKeepTheWaitingMutationFromComingAgain() {
    // given
    harness.send(Customers.ruling("r1", Ruling.KEEP, conflictId, 2).build());
    ruled();

    // when its node sends it again
    Mutation again = Customers.credit("hamburg", 1, 300).build();

    // then
    assertThat(harness.decide(again)).isEmpty();
  }
}
