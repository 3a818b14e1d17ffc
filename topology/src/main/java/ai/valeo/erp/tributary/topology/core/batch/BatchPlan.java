package ai.valeo.erp.tributary.topology.core.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts ordered mutations into batches (rule R11). */
public final class BatchPlan {

  /** Mutations that a batch never exceeds. */
  public static final int MAX_MUTATIONS = 100;

  private BatchPlan() {}

  /**
   * Bounds of one batch.
   *
   * @param maxMutations 1..{@value BatchPlan#MAX_MUTATIONS}
   * @param maxBytes sum of the sizes, 1 or more; a mutation larger than that is a batch of its own
   */
  public record Bounds(int maxMutations, long maxBytes) {
    public Bounds {
      if (maxMutations < 1 || maxMutations > MAX_MUTATIONS || maxBytes < 1) {
        throw new IllegalArgumentException(
            "bounds: " + maxMutations + ", " + maxBytes + " (expected: 1..100, 1 or more)");
      }
    }
  }

  /** Cuts in order: every item is in one batch, no batch is empty or beyond its bounds. */
  public static <T> List<List<T>> cut(
      List<T> ordered, ToIntFunction<? super T> sizeBytes, Bounds bounds) {
    var batches = new ArrayList<List<T>>();
    var batch = new ArrayList<T>();
    long bytes = 0;
    for (T item : ordered) {
      int size = sizeBytes.applyAsInt(item);
      boolean isFull = batch.size() == bounds.maxMutations() || bytes + size > bounds.maxBytes();
      if (isFull && !batch.isEmpty()) {
        batches.add(List.copyOf(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(item);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
