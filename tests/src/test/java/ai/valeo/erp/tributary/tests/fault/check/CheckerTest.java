package ai.valeo.erp.tributary.tests.fault.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.schemas.avro.AttributeChange;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.TrustedClasses;
import ai.valeo.erp.tributary.tests.fault.check.Contents.EntityRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A sound little world, and one flaw at a time: each must be found. */
final class CheckerTest {

  private static final EntityKey ITEM = new EntityKey("InventoryItem", "a");
  private static final SortedMap<String, Value> SEVEN =
      new TreeMap<>(Map.of("quantity", Value.of(7)));

  private final List<Mutation> mutations = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final List<EntityRecord> records = new ArrayList<>();
  private final Map<String, String> captured = new TreeMap<>();
  private final SortedMap<String, Map<EntityKey, Row>> views = new TreeMap<>();

  CheckerTest() {
    TrustedClasses.declare();
    applied("m1", 1, ChangeOperator.SET, 10);
    applied("m2", 2, ChangeOperator.ADD, -3);
    records.add(record(1, 10));
    records.add(record(2, 7));
    views.put("berlin", Map.of(ITEM, new Row(2, SEVEN)));
  }

  @Test
  void shouldFindNothingInASoundWorld() {
    assertThat(problems()).isEmpty();
  }

  @Test
  void shouldFindADuplicateOutcome() {
    outcomes.add(outcome("m2", 2));
    assertThat(problems()).singleElement().asString().startsWith("DOUBLED m2");
  }

  @Test
  void shouldFindALostMutation() {
    mutations.add(mutation("m3", 3, ChangeOperator.ADD, 1));
    captured.put("m3", "berlin");
    assertThat(problems()).singleElement().asString().startsWith("LOST m3");
  }

  @Test
  void shouldFindAVersionGivenTwice() {
    records.add(record(2, 7));
    assertThat(problems()).containsExactly("VERSION 2 after 2 of InventoryItem:a");
  }

  @Test
  void shouldFindAnAuditEntryGivenTwice() {
    audit.add(entry("m2", 2));
    assertThat(problems())
        .containsExactly(
            "AUDIT entry 2 (expected: 3) of InventoryItem:a", "AUDIT entry twice of m2");
  }

  @Test
  void shouldFindAMissingAuditEntry() {
    audit.removeLast();
    assertThat(problems()).containsExactly("AUDIT entry missing of m2");
  }

  @Test
  void shouldFindStockThatNobodyBooked() {
    records.set(1, record(2, 8));
    views.clear();
    assertThat(problems()).singleElement().asString().startsWith("STOCK_DIFFERS InventoryItem:a");
  }

  @Test
  void shouldFindAViewThatLags() {
    views.put("hamburg", Map.of(ITEM, new Row(1, SEVEN)));
    assertThat(problems()).singleElement().asString().startsWith("VIEW_DIFFERS hamburg");
  }

  @Test
  void shouldCountOnlyWhatFollowsTheLatestCountByTheClocks() {
    // given a count of 7 that was made after two movements and arrived before the second of them
    mutations.set(1, mutation("m2", 5, ChangeOperator.SET, 7));
    applied("m3", 4, ChangeOperator.ADD, 100);
    applied("m4", 9, ChangeOperator.ADD, 2);
    records.add(record(4, 9));
    views.clear();

    // then
    assertThat(problems()).isEmpty();
  }

  private List<String> problems() {
    var entities = new TreeMap<EntityKey, List<EntityRecord>>();
    entities.put(ITEM, records);
    return Checker.problems(
        new Contents(mutations, outcomes, audit, entities, List.of()), captured, views);
  }

  private void applied(String id, long clockMs, ChangeOperator operator, long amount) {
    mutations.add(mutation(id, clockMs, operator, amount));
    outcomes.add(outcome(id, mutations.size()));
    audit.add(entry(id, mutations.size()));
    captured.put(id, "berlin");
  }

  private static Mutation mutation(String id, long clockMs, ChangeOperator operator, long amount) {
    var change =
        AttributeChange.newBuilder()
            .setAttribute("quantity")
            .setOperator(operator)
            .setValue(amount)
            .build();
    return Mutation.newBuilder()
        .setId(id)
        .setEdgeNodeId("berlin")
        .setEntityType("InventoryItem")
        .setEntityId("a")
        .setOperation(Operation.UPDATE)
        .setChanges(List.of(change))
        .setBaseVersion(0)
        .setHlcMs(Instant.ofEpochMilli(clockMs))
        .build();
  }

  private static Outcome outcome(String id, long version) {
    return Outcome.newBuilder()
        .setMutationId(id)
        .setEdgeNodeId("berlin")
        .setEntityType("InventoryItem")
        .setEntityId("a")
        .setState(OutcomeState.APPLIED)
        .setVersion(version)
        .setDecidedAtMs(Instant.EPOCH)
        .build();
  }

  private static AuditEntry entry(String id, long number) {
    return AuditEntry.newBuilder()
        .setMutationId(id)
        .setEdgeNodeId("berlin")
        .setEntityType("InventoryItem")
        .setEntityId("a")
        .setOperation(Operation.UPDATE)
        .setState(OutcomeState.APPLIED)
        .setVersion(number)
        .setNumber(number)
        .setAtMs(Instant.EPOCH)
        .setPreviousHash(ByteBuffer.allocate(0))
        .build();
  }

  private static EntityRecord record(long version, long quantity) {
    return new EntityRecord(
        new EntityRow(
            "a",
            version,
            Hlc.ZERO,
            "m" + version,
            new TreeMap<>(Map.of("quantity", Value.of(quantity)))));
  }
}
