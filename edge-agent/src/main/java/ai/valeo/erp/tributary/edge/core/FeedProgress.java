package ai.valeo.erp.tributary.edge.core;

import org.jspecify.annotations.Nullable;

/**
 * How far the node is in reading the entities of one type.
 *
 * @param entityType name of the type
 * @param processed places of its topic behind the node since it began to catch up
 * @param total places it had to pass then; estimated from offsets, so compacted ones count too
 * @param currentItem id of the last entity read, or none
 */
public record FeedProgress(
    String entityType, long processed, long total, @Nullable String currentItem) {

  private static final double ALL = 100;

  /** From 0 to 100. */
  public double percentage() {
    return total == 0 ? ALL : ALL * processed / total;
  }

  /** Whether it has caught up. */
  public boolean isDone() {
    return processed >= total;
  }
}
