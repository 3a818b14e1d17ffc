package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.ITEM;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.answer;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.lost;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.core.SyncState;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementTest {

  @TempDir Path folder;
  private OutboxHarness edge;

  @BeforeEach
  void open() {
    edge = new OutboxHarness(folder);
    edge.settle(record(1, 10, "other"));
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void shouldNotFlickerWhenOutcomeComesFirst() {
    // given
    sell(4);
    edge.claim(1);

    // when
    edge.settle(answer(1, MutationState.APPLIED, 2));
    var between = edge.view();
    edge.settle(record(2, 6, "m1"));
    var after = edge.view();

    // then
    assertThat(between.value("quantity")).isEqualTo(Value.of(6));
    assertThat(between.syncState()).isEqualTo(SyncState.PENDING);
    assertThat(after.value("quantity")).isEqualTo(Value.of(6));
    assertThat(after.syncState()).isEqualTo(SyncState.SYNCED);
    assertThat(counts()).containsExactly(0L, 0L, 0L);
  }

  @Test
  void shouldNotFlickerWhenRecordComesFirst() {
    // given
    sell(4);
    edge.claim(1);

    // when
    edge.settle(record(3, 106, "other"));
    var between = edge.view();
    edge.settle(answer(1, MutationState.APPLIED, 2));
    var after = edge.view();

    // then: it cannot be told whether 106 contains the sale before its outcome is there
    assertThat(between.value("quantity")).isEqualTo(Value.of(6));
    assertThat(after.value("quantity")).isEqualTo(Value.of(106));
    assertThat(after.baseVersion()).isEqualTo(3);
    assertThat(counts()).containsExactly(0L, 0L, 0L);
  }

  @Test
  void shouldRebasePendingChangesOnWhatComesIn() {
    // given
    sell(4);

    // when
    edge.settle(record(2, 100, "other"));

    // then
    assertThat(edge.view().value("quantity")).isEqualTo(Value.of(96));
    assertThat(edge.view().baseVersion()).isEqualTo(2);
  }

  @Test
  void shouldKeepFailedMutationVisibleUntilAcknowledged() {
    // given
    sell(40);
    edge.claim(1);

    // when
    edge.settle(answer(1, MutationState.FAILED, 1));

    // then
    assertThat(edge.view().value("quantity")).isEqualTo(Value.of(10));
    assertThat(edge.view().syncState()).isEqualTo(SyncState.ERROR);
    assertThat(attention()).hasSize(1);
    assertThat(attention().getFirst().verdict().code()).isEqualTo("INVARIANT");
    assertThat(attention().getFirst().mutation().draft().changes())
        .containsExactly(Change.add("quantity", -40));
    assertThat(acknowledge("m1")).isTrue();
    assertThat(acknowledge("m1")).isFalse();
    assertThat(attention()).isEmpty();
    assertThat(edge.view().syncState()).isEqualTo(SyncState.SYNCED);
  }

  @Test
  void shouldRaiseFloorPastConflictBecauseItIsNeverPublishedAgain() {
    // given
    sell(4);
    sell(5);
    edge.claim(2);

    // when
    edge.settle(answer(1, MutationState.CONFLICT, 1));

    // then
    sell(6);
    assertThat(edge.queue.claim(1, 100).floor()).isEqualTo(2);
    assertThat(edge.view().syncState()).isEqualTo(SyncState.CONFLICT);
  }

  @Test
  void shouldEndConflictByItsLaterOutcome() {
    // given
    sell(4);
    sell(5);
    edge.claim(2);
    edge.settle(answer(1, MutationState.CONFLICT, 1), answer(2, MutationState.CONFLICT, 1));
    assertThat(acknowledge("m1")).isTrue();

    // when
    edge.settle(answer(1, MutationState.FAILED, 1), answer(2, MutationState.APPLIED, 2));

    // then
    assertThat(attention())
        .extracting(one -> one.mutation().id().value(), one -> one.verdict().state())
        .containsExactly(tuple("m1", MutationState.FAILED));
  }

  @Test
  void shouldIgnoreAnswersItDoesNotWaitFor() {
    // given
    sell(4);
    edge.claim(1);

    // when
    var first = edge.settle(answer(1, MutationState.APPLIED, 2));
    var again = edge.settle(answer(1, MutationState.APPLIED, 2));
    var foreign = edge.settle(answer(7, MutationState.FAILED, 2));

    // then
    assertThat(first.answers()).hasSize(1);
    assertThat(first.ignored()).isZero();
    assertThat(again.ignored()).isEqualTo(1);
    assertThat(foreign.ignored()).isEqualTo(1);
    assertThat(attention()).isEmpty();
  }

  @Test
  void shouldStorePositionsWithWhatWasRead() {
    // given
    var partition = new Partition("tributary.outcomes.v1", 3);

    // when
    edge.settlement.settle(List.of(record(2, 7, "x")), Map.of(partition, 42L));
    edge.close();
    edge = new OutboxHarness(folder);

    // then
    Map<Partition, Long> positions = edge.store.read(tables -> tables.positions().all());
    assertThat(positions).containsExactly(Map.entry(partition, 42L));
    assertThat(edge.view().value("quantity")).isEqualTo(Value.of(7));
  }

  @Test
  void shouldFollowClockOfTheCentre() {
    // when
    edge.settle(record(500, 7, "x"));

    // then
    assertThat(edge.captured(sale(1)).hlc()).isEqualTo(new Hlc(5_000, 1));
  }

  @Test
  void shouldTakeDeletedEntityAwayAndKeepItsVersion() {
    // given
    var hlc = new Hlc(30, 0);

    // when
    edge.settle(new FeedItem.Received(ITEM, Base.tombstone(3, hlc, "x"), hlc));

    // then
    assertThat(edge.views.entity(ITEM)).isEmpty();
    assertThat(edge.views.entities(EntityQuery.all("InventoryItem"))).isEmpty();
    sell(1);
    assertThat(edge.claim(1).getFirst().mutation().baseVersion()).isEqualTo(3);
  }

  @Test
  void shouldKeepOnlyEntitiesWithinScope() {
    // given
    edge.close();
    var wanted = new TreeMap<String, Set<String>>(Map.of("warehouseId", Set.of("w")));
    var scope = new Scope(Set.of(), new TreeMap<>(Map.of("InventoryItem", wanted)));
    edge = new OutboxHarness(folder.resolve("scoped"), scope);

    // when
    edge.settle(item("1", "w", 1), item("2", "elsewhere", 1), item("3", "w", 1));
    edge.settle(item("3", "elsewhere", 2));

    // then
    assertThat(edge.views.entities(EntityQuery.all("InventoryItem")))
        .extracting(view -> view.key().entityId())
        .containsExactly("1");
  }

  @Test
  void shouldNotWaitForRecordsOfTypesItDoesNotRead() {
    // given
    edge.close();
    edge =
        new OutboxHarness(
            folder.resolve("products"), new Scope(Set.of("Product"), new TreeMap<>()));
    sell(4);
    edge.claim(1);

    // when
    edge.settle(answer(1, MutationState.APPLIED, 2));

    // then
    assertThat(counts()).containsExactly(0L, 0L, 0L);
  }

  @Test
  void shouldNotWaitForRecordThatHasPassedAsOutOfScope() {
    // given
    edge.close();
    var wanted = new TreeMap<String, Set<String>>(Map.of("warehouseId", Set.of("w")));
    var scope = new Scope(Set.of(), new TreeMap<>(Map.of("InventoryItem", wanted)));
    edge = new OutboxHarness(folder.resolve("elsewhere"), scope);
    edge.settle(record(5, 10, "other")); // without a warehouse, so of another one
    sell(4);
    edge.claim(1);

    // when
    edge.settle(lost(1, 5));

    // then
    assertThat(counts()).containsExactly(0L, 0L, 0L);
    assertThat(edge.views.entity(ITEM)).isEmpty();
  }

  private static FeedItem item(String id, String warehouse, long version) {
    var values = new TreeMap<String, Value>(Map.of("warehouseId", Value.of(warehouse)));
    var base = new Base(version, Hlc.ZERO, "other", false, values);
    return new FeedItem.Received(new EntityKey("InventoryItem", id), base, Hlc.ZERO);
  }

  private List<Long> counts() {
    var counts = edge.store.read(tables -> tables.outbox().counts());
    return List.of(counts.pending(), counts.processing(), counts.answered());
  }

  private List<Attention> attention() {
    return edge.store.read(tables -> tables.attention().open(10));
  }

  private boolean acknowledge(String id) {
    return edge.store.write(transaction -> transaction.attention().acknowledge(new MutationId(id)));
  }

  private void sell(long pieces) {
    edge.captured(sale(pieces));
  }

  private static Draft sale(long pieces) {
    return Draft.update(ITEM, Change.add("quantity", -pieces));
  }
}
