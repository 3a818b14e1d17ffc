package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.store.EdgeStore;

/** Forgets old idempotency keys, in small steps so that captures are not kept waiting. */
final class IdempotencyRetention {

  private static final int STEP = 10_000;

  private IdempotencyRetention() {}

  /** Forgets keys captured before a point in time. */
  static void apply(EdgeStore store, long beforeMs) {
    int forgotten;
    do {
      forgotten =
          store.write(transaction -> transaction.idempotency().forgetBefore(beforeMs, STEP));
    } while (forgotten == STEP);
  }
}
