package ai.valeo.erp.tributary.topology.core.flow;

/**
 * How the aggregator does, over all its instances.
 *
 * @param atMs when, by a clock that never goes back
 * @param lag mutations published and not taken in
 * @param perSecond mutations taken in a second since the last look
 * @param nodes edge nodes that have something to publish; at least 1
 */
public record Observation(long atMs, long lag, double perSecond, int nodes) {
  public Observation {
    if (lag < 0 || perSecond < 0 || nodes < 1) {
      throw new IllegalArgumentException(
          "observation: lag "
              + lag
              + ", "
              + perSecond
              + "/s, nodes "
              + nodes
              + " (expected: 0 or more, 1 or more nodes)");
    }
  }

  /** How long a mutation published now would wait; a standstill counts as for ever. */
  public double waitMs() {
    if (lag == 0) {
      return 0;
    }
    return perSecond == 0 ? Double.POSITIVE_INFINITY : lag / perSecond * 1_000;
  }
}
