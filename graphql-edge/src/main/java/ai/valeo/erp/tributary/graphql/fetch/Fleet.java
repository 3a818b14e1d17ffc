package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.view.EdgeNodeView;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The edge nodes at one moment, in figures.
 *
 * @param byState how many there are in each state
 * @param sums of what waits there
 * @param extremes the worst of them
 * @param most those with most pending, in that order
 */
record Fleet(SortedMap<String, Long> byState, Sums sums, Extremes extremes, List<Node> most) {

  /** A node that has fallen silent without a goodbye. */
  static final String SILENT = "SILENT";

  static final String OFFLINE = "OFFLINE";

  /** States that are shown also while no node is in them. */
  private static final List<String> STATES =
      List.of("ONLINE", "UNSTABLE", "RECONNECTING", OFFLINE, SILENT);

  private static final double MS = 1_000;

  /**
   * Of what waits.
   *
   * @param pending mutations without an answer
   * @param failed refused ones nobody has acknowledged
   * @param conflicts those that wait for a person
   */
  record Sums(long pending, long failed, long conflicts) {}

  /**
   * The worst of the nodes, in seconds.
   *
   * @param oldest age of the oldest mutation without an answer
   * @param silence longest time without a heartbeat
   * @param skew greatest difference of clocks
   */
  record Extremes(double oldest, double silence, double skew) {}

  /**
   * One node.
   *
   * @param id its name
   * @param pending mutations without an answer
   * @param silence seconds since its last heartbeat
   * @param skew seconds its clock is ahead; NaN = not known here
   */
  record Node(String id, long pending, double silence, double skew) {}

  /**
   * How nodes are looked at.
   *
   * @param nowMs the time
   * @param silenceMs a node without a heartbeat for so long is silent
   * @param skew seconds a node's clock is ahead; NaN = not known here
   * @param listed how many nodes are told of singly
   */
  record Look(long nowMs, long silenceMs, ToDoubleFunction<String> skew, int listed) {
    String state(EdgeNodeView node) {
      boolean isSilent = !node.state().equals(OFFLINE) && nowMs - node.sentAtMs() > silenceMs;
      return isSilent ? SILENT : node.state();
    }

    Node node(EdgeNodeView node) {
      return new Node(
          node.id(),
          node.counts().pending(),
          Math.max(0, nowMs - node.sentAtMs()) / MS,
          skew.applyAsDouble(node.id()));
    }
  }

  static Fleet of(List<EdgeNodeView> nodes, Look look) {
    SortedMap<String, Long> byState = new TreeMap<>();
    STATES.forEach(state -> byState.put(state, 0L));
    nodes.forEach(node -> byState.merge(look.state(node), 1L, Long::sum));
    Sums sums =
        new Sums(
            nodes.stream().mapToLong(node -> node.counts().pending()).sum(),
            nodes.stream().mapToLong(node -> node.counts().failed()).sum(),
            nodes.stream().mapToLong(node -> node.counts().conflicts()).sum());
    List<Node> most =
        nodes.stream()
            .map(look::node)
            .sorted(Comparator.comparingLong(Node::pending).reversed().thenComparing(Node::id))
            .limit(look.listed())
            .toList();
    return new Fleet(byState, sums, extremes(nodes, look), most);
  }

  private static Extremes extremes(List<EdgeNodeView> nodes, Look look) {
    double oldest = 0;
    double silence = 0;
    double skew = 0;
    for (EdgeNodeView node : nodes) {
      Node one = look.node(node);
      String state = look.state(node);
      Long since = node.store().oldestPendingMs();
      if (since != null && one.pending() > 0) {
        oldest = Math.max(oldest, (look.nowMs() - since) / MS);
      }
      if (!state.equals(OFFLINE)) {
        silence = Math.max(silence, one.silence());
        boolean isKnown = !state.equals(SILENT) && !Double.isNaN(one.skew());
        skew = isKnown ? Math.max(skew, Math.abs(one.skew())) : skew;
      }
    }
    return new Extremes(oldest, silence, skew);
  }
}
