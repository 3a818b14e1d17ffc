package ai.valeo.erp.tributary.edge.core;

/**
 * How fast the centre lets a node publish, for a while.
 *
 * @param perSecond mutations a second; 0 = none, -1 = as many as it likes
 * @param reason why
 * @param untilNanos when it ends, by the node's steady clock; nobody is stopped for good by a
 *     centre that went away
 */
public record Allowance(int perSecond, String reason, long untilNanos) {

  /** As many as the node likes. */
  public static final int UNLIMITED = -1;

  public Allowance {
    if (perSecond < UNLIMITED) {
      throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: -1 or more)");
    }
  }

  /** Whether it still holds. */
  public boolean holds(long nowNanos) {
    return untilNanos - nowNanos > 0;
  }
}
