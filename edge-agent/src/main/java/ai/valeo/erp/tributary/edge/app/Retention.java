package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Transaction;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * How long the node keeps what it needs no more. Counted in steady time; removed in small steps, so
 * that captures are not kept waiting.
 *
 * @param idempotency how long idempotency keys are remembered
 * @param settled how long mutations that are over can be looked at
 */
public record Retention(Duration idempotency, Duration settled) {

  private static final int STEP = 5_000;

  /** Removes what is too old. */
  void apply(EdgeStore store) {
    repeat(
        store,
        transaction ->
            transaction.idempotency().forgetBefore(before(transaction, idempotency), STEP));
    repeat(
        store,
        transaction -> transaction.settled().forgetBefore(before(transaction, settled), STEP));
    repeat(
        store,
        transaction -> transaction.overrulings().forgetBefore(before(transaction, settled), STEP));
  }

  private static long before(Transaction transaction, Duration kept) {
    return transaction.steadyMs() - kept.toMillis() + 1;
  }

  private static void repeat(EdgeStore store, ToIntFunction<Transaction> forget) {
    int forgotten;
    do {
      forgotten = store.write(forget::applyAsInt);
    } while (forgotten == STEP);
  }
}
