package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.SyncState;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Captured;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Refused;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {

  @TempDir Path folder;
  private OutboxHarness edge;

  @BeforeEach
  void open() {
    edge = new OutboxHarness(folder);
  }

  @AfterEach
  void close() {
    edge.close();
  }

  @Test
  void shouldShowOwnWriteAtOnce() {
    // given
    edge.settle(OutboxHarness.record(3, 10, "other"));

    // when
    Captured captured = edge.captured(sale(4));

    // then
    assertThat(captured.repeated()).isFalse();
    assertThat(edge.view().value("quantity")).isEqualTo(Value.of(6));
    assertThat(edge.view().baseVersion()).isEqualTo(3);
    assertThat(edge.view().pending()).isEqualTo(1);
    assertThat(edge.view().syncState()).isEqualTo(SyncState.PENDING);
  }

  @Test
  void shouldRecordTheBaseVersionTheUserSaw() {
    // given
    edge.settle(OutboxHarness.record(3, 10, "other"));

    // when
    edge.captured(sale(1));

    // then
    assertThat(edge.claim(1).getFirst().mutation().baseVersion()).isEqualTo(3);
  }

  @Test
  void shouldReturnFirstResultForRepeatedIdempotencyKey() {
    // given
    Captured first = edge.captured(sale(4).withIdempotencyKey("order-7"));

    // when
    Captured second = edge.captured(sale(4).withIdempotencyKey("order-7"));

    // then
    assertThat(second).isEqualTo(new Captured(first.id(), first.key(), first.hlc(), true));
    assertThat(edge.claim(10)).hasSize(1);
  }

  @Test
  void shouldKeepIdempotencyKeyAfterTheMutationIsSettled() {
    // given
    Captured first = edge.captured(sale(4).withIdempotencyKey("order-7"));
    edge.claim(1);
    edge.settle(OutboxHarness.answer(1, MutationState.FAILED, 0));

    // when
    Captured second = edge.captured(sale(4).withIdempotencyKey("order-7"));

    // then
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.repeated()).isTrue();
  }

  @Test
  void shouldNeverTurnTheClockBack() {
    // given
    Captured first = edge.captured(sale(1));
    edge.nowMs.set(10);

    // when
    Captured second = edge.captured(sale(1));

    // then
    assertThat(first.hlc()).isEqualTo(new Hlc(1_000, 0));
    assertThat(second.hlc()).isEqualTo(new Hlc(1_000, 1));
  }

  @Test
  void shouldKeepWritesAndClockOverRestart() {
    // given
    edge.captured(sale(-7));
    edge.close();
    edge = new OutboxHarness(folder);
    edge.nowMs.set(10);

    // when
    Captured next = edge.captured(sale(1));

    // then
    assertThat(next.hlc()).isEqualTo(new Hlc(1_000, 1));
    assertThat(edge.view().value("quantity")).isEqualTo(Value.of(6));
  }

  @Test
  void shouldRefuseWhatCanNeverBeApplied() {
    // when
    CaptureResult result = edge.capture.capture(sale(1).withPriority(11));

    // then
    assertThat(result)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.INVALID_PRIORITY));
    assertThat(edge.claim(10)).isEmpty();
  }

  @Test
  void shouldCaptureAllDraftsOrNone() {
    // given
    Draft bad = Draft.update(new EntityKey("Spaceship", "1"), Change.add("quantity", 1));

    // when
    BatchResult none = edge.capture.captureAll(List.of(sale(1), bad, sale(2)));
    BatchResult all = edge.capture.captureAll(List.of(sale(1), sale(2)));

    // then
    assertThat(none)
        .isInstanceOfSatisfying(
            BatchResult.NoneCaptured.class,
            refused -> {
              assertThat(refused.index()).isEqualTo(1);
              assertThat(refused.refused().reason()).isEqualTo(Reason.UNKNOWN_TYPE);
            });
    assertThat(all)
        .isInstanceOfSatisfying(
            BatchResult.AllCaptured.class, done -> assertThat(done.captured()).hasSize(2));
    assertThat(edge.claim(10)).hasSize(2);
  }

  @Test
  void shouldShowCreatedAndHideDeletedEntitiesInLists() {
    // given
    edge.settle(OutboxHarness.record(3, 10, "other"));
    EntityKey fresh = new EntityKey("InventoryItem", "a@w");
    edge.captured(
        Draft.create(
            fresh,
            List.of(
                Change.set("productId", Value.of("a")),
                Change.set("warehouseId", Value.of("w")),
                Change.add("quantity", 2))));

    // when
    var before = edge.views.entities(EntityQuery.all("InventoryItem"));
    edge.captured(Draft.delete(ITEM));
    var after = edge.views.entities(EntityQuery.all("InventoryItem"));

    // then
    assertThat(before).extracting(view -> view.key().entityId()).containsExactly("a@w", "p@w");
    assertThat(after).extracting(view -> view.key().entityId()).containsExactly("a@w");
  }

  private static Draft sale(long pieces) {
    return Draft.update(ITEM, Change.add("quantity", -pieces));
  }
}
