package ai.valeo.erp.tributary.graphql.edge;

import org.jspecify.annotations.Nullable;

/**
 * How far the exchange with the centre is.
 *
 * @param entityType what is exchanged: a type of entities that come in, or the node's own changes
 * @param processed how much of it is done
 * @param total how much there was to do
 * @param currentItem what was done last, or none
 */
record SyncProgress(String entityType, long processed, long total, @Nullable String currentItem) {

  private static final double ALL = 100;

  /** From 0 to 100. */
  double percentage() {
    return total == 0 ? ALL : ALL * processed / total;
  }
}
