package ai.valeo.erp.tributary.topology.core.flow;

/**
 * What the nodes were last told; they are told again when it is another thing, and before it ends.
 *
 * @param perNode mutations a second for each node; -1 = no limit
 * @param toldAtMs when, by a clock that never goes back
 */
public record FlowNotice(int perNode, long toldAtMs) {

  /** Nothing was told, which means no limit. */
  public static final FlowNotice NONE = new FlowNotice(-1, 0);

  private static final double NOTABLE = 0.2;

  /**
   * Whether the nodes must be told.
   *
   * @param now mutations a second for each node now
   * @param nowMs the time
   * @param validMs how long a notice holds
   */
  public boolean isDue(int now, long nowMs, long validMs) {
    if (now < 0 || perNode < 0) {
      return now != perNode;
    }
    boolean isNotable = Math.abs(now - perNode) > NOTABLE * perNode;
    return isNotable || nowMs - toldAtMs >= validMs / 2;
  }
}
