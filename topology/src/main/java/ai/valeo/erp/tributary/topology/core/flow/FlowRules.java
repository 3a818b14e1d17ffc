package ai.valeo.erp.tributary.topology.core.flow;

/**
 * When nodes are held back, and how far.
 *
 * @param highMs a mutation would wait so long: too long
 * @param lowMs waits up to that are well
 * @param lag fewer mutations than that behind are never too many
 * @param stepMs least time between two changes
 * @param least a node may always publish so many a second
 */
public record FlowRules(long highMs, long lowMs, long lag, long stepMs, int least) {
  public FlowRules {
    if (lowMs < 0 || highMs <= lowMs || lag < 1 || stepMs < 0 || least < 1) {
      throw new IllegalArgumentException(
          "flow: high "
              + highMs
              + ", low "
              + lowMs
              + ", lag "
              + lag
              + ", step "
              + stepMs
              + ", least "
              + least
              + " (expected: high above low, the rest positive)");
    }
  }
}
