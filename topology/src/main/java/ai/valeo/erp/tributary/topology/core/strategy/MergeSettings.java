package ai.valeo.erp.tributary.topology.core.strategy;

/**
 * Bounds of the merge. They are part of what a replay must repeat.
 *
 * @param maxSkewMs how far a node's clock may be ahead of the broker's before it is cut
 * @param maxDeltas additions a counter remembers one by one
 * @param maxElements elements a set may hold, removed ones included
 * @param maxOpenConflicts conflicts of one entity that may wait for a person
 * @param maxDepth stamps a place may hold
 */
public record MergeSettings(
    long maxSkewMs, int maxDeltas, int maxElements, int maxOpenConflicts, int maxDepth) {

  /** The settings that hold unless others are given. */
  public static final MergeSettings DEFAULT = new MergeSettings(60_000, 64, 2_000, 100, 16);

  public MergeSettings {
    if (maxSkewMs < 0 || maxDeltas < 1 || maxElements < 1 || maxOpenConflicts < 1) {
      throw new IllegalArgumentException("settings: below their least value");
    }
    if (maxDepth < 2) {
      throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: 2 or more)");
    }
  }
}
