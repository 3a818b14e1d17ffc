package ai.valeo.erp.tributary.edge.outbox;

import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.ITEM;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.answer;
import static ai.valeo.erp.tributary.edge.outbox.OutboxHarness.record;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.SettledMutation;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FAILED mutations tried again, mutations that are over, and what is counted. */
class RetryTest {

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
  void shouldCaptureFailedMutationAgainOnFreshBase() {
    // given
    fail(sale().withIdempotencyKey("click"));
    edge.settle(record(7, 50, "other"));

    // when
    RetryResult result = edge.capture.retry(new MutationId("m1"));

    // then
    assertThat(result).isInstanceOf(RetryResult.Retried.class);
    assertThat(attention()).isEmpty();
    var again = edge.claim(10).getFirst();
    assertThat(again.mutation().id().value()).isEqualTo("m2");
    assertThat(again.mutation().baseVersion()).isEqualTo(7);
    assertThat(again.mutation().draft().changes()).isEqualTo(sale().changes());
    assertThat(again.delivery().retryOf()).isEqualTo(new MutationId("m1"));
    assertThat(edge.captured(sale().withIdempotencyKey("click")).id().value()).isEqualTo("m1");
    assertThat(settled("m1").verdict().state()).isEqualTo(MutationState.FAILED);
  }

  @Test
  void shouldKeepLinkWhenRetryFailsToo() {
    // given
    fail(sale());
    edge.capture.retry(new MutationId("m1"));
    edge.claim(10);

    // when
    edge.settle(answer(2, MutationState.FAILED, 0));

    // then
    assertThat(attention()).extracting(Attention::retryOf).containsExactly(new MutationId("m1"));
  }

  @Test
  void shouldRetryOnceOnlyAndOnlyWhatHasFailed() {
    // given
    fail(sale());
    edge.captured(sale());
    edge.claim(10);
    edge.settle(answer(2, MutationState.CONFLICT, 0));
    edge.capture.retry(new MutationId("m1"));

    // when / then
    for (String id : List.of("m1", "m2", "m3", "unknown")) {
      assertThat(edge.capture.retry(new MutationId(id)))
          .isEqualTo(new RetryResult.NotFailed(new MutationId(id)));
    }
  }

  @Test
  void shouldKeepAppliedMutationUntilItsTimeIsOver() {
    // given
    edge.captured(sale());
    edge.captured(sale());
    edge.claim(10);

    // when
    edge.settle(answer(1, MutationState.APPLIED, 1), answer(2, MutationState.APPLIED, 2));

    // then
    assertThat(settled("m1").sequence()).isEqualTo(1);
    assertThat(settled("m2").verdict().version()).isEqualTo(2);

    // when: a year passes on the wall clock, and next to nothing in fact
    edge.nowMs.addAndGet(365L * 86_400_000);
    long now = edge.store.write(transaction -> transaction.steadyMs());
    int kept = edge.store.write(transaction -> transaction.settled().forgetBefore(0, 10));
    int forgotten = edge.store.write(transaction -> transaction.settled().forgetBefore(now + 1, 1));

    // then
    assertThat(now).isLessThan(3_600_000);
    assertThat(kept).isZero();
    assertThat(forgotten).isEqualTo(1);
    assertThat(edge.store.<Long>read(tables -> tables.settled().count())).isEqualTo(1);
  }

  @Test
  void shouldLetClosedTimeCountUpToADayWhateverTheWallClockSays() {
    // given
    edge.store.run(transaction -> transaction.saveAge(1_000));

    // when: the clock went back, forward by an hour, and forward by a century
    long back = steadyAfterPauseTo(500);
    long hour = steadyAfterPauseTo(500 + 3_600_000L);
    long century = steadyAfterPauseTo(500 + 3_600_000L + 100L * 365 * 86_400_000);

    // then
    assertThat(back).isLessThan(3_600_000);
    assertThat(hour - back).isBetween(3_600_000L, 7_000_000L);
    assertThat(century - hour).isBetween(86_400_000L, 90_000_000L);
  }

  private long steadyAfterPauseTo(long wallMs) {
    return edge.store.write(transaction -> {
      transaction.addPause(wallMs);
      return transaction.steadyMs();
    });
  }

  @Test
  void shouldCountWhatWaits() {
    // given
    edge.captured(sale().withPriority(3));
    edge.nowMs.addAndGet(10);
    edge.captured(sale().withPriority(9));
    edge.captured(sale().withPriority(9));
    edge.claim(2);

    // when
    edge.store.run(transaction -> transaction.outbox().noteRetry(1, 1, "no broker"));
    edge.store.run(transaction -> transaction.outbox().noteRetry(1, 2, "no broker again"));
    var statistics = edge.store.read(tables -> tables.figures().all());

    // then
    assertThat(statistics.byPriority()).isEqualTo(Map.of(3, 1L, 9, 2L));
    assertThat(statistics.byType()).isEqualTo(Map.of("InventoryItem", 3L));
    assertThat(statistics.oldestCapturedAtMs()).isEqualTo(OptionalLong.of(1_000));
    assertThat(statistics.retries()).isEqualTo(3);
    assertThat(statistics.bytes()).isPositive();
    assertThat(edge.queue.processing(0, 10).entries().getFirst().delivery().lastError())
        .isEqualTo("no broker again");
  }

  private void fail(Draft draft) {
    edge.captured(draft);
    edge.claim(10);
    edge.settle(answer(1, MutationState.FAILED, 0));
  }

  private SettledMutation settled(String id) {
    return edge.store.read(tables -> tables.settled().get(new MutationId(id))).orElseThrow();
  }

  private List<Attention> attention() {
    return edge.store.read(tables -> tables.attention().open(10));
  }

  private static Draft sale() {
    return Draft.update(ITEM, Change.add("quantity", -1));
  }
}
