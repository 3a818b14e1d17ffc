package ai.valeo.erp.tributary.topology.core.batch;

/**
 * How many mutations the next batch may hold: more while there is a backlog, fewer when a batch
 * takes too long (additive increase, multiplicative decrease). Immutable and pure: it is told what
 * was measured.
 *
 * @param size mutations the next batch may hold
 * @param targetMs how long a batch should take at most, milliseconds
 */
public record BatchSizer(int size, long targetMs) {

  private static final int LEAST = 10;
  private static final int STEP = 10;

  public BatchSizer {
    if (size < 1 || size > BatchPlan.MAX_MUTATIONS || targetMs < 1) {
      throw new IllegalArgumentException(
          "size: " + size + ", targetMs: " + targetMs + " (expected: 1..100, 1 or more)");
    }
  }

  /** Begins with the largest batch. */
  public static BatchSizer within(long targetMs) {
    return new BatchSizer(BatchPlan.MAX_MUTATIONS, targetMs);
  }

  /**
   * The sizer after a batch.
   *
   * @param tookMs how long the batch took, milliseconds
   * @param backlog mutations still waiting
   */
  public BatchSizer after(long tookMs, int backlog) {
    if (tookMs > targetMs) {
      return new BatchSizer(Math.min(size, Math.max(LEAST, size / 2)), targetMs);
    }
    return backlog > size
        ? new BatchSizer(Math.min(BatchPlan.MAX_MUTATIONS, size + STEP), targetMs)
        : this;
  }
}
