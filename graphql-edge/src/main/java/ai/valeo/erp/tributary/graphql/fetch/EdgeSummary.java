package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.view.EdgeNodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The edge nodes together.
 *
 * @param nodes how many are listed
 * @param online how many are online
 * @param pending changes without a final outcome, as far as they tell
 * @param oldestPendingMs when the oldest of these was captured, by its node's clock
 * @param byAge nodes with such changes, by the age of the oldest; the youngest first
 */
record EdgeSummary(
    int nodes, int online, long pending, @Nullable Long oldestPendingMs, List<Age> byAge) {

  /** Ends of the age classes, in seconds; the last class has none. */
  private static final long[] UP_TO_SECONDS = {60, 900, 3_600, 86_400};

  private static final long MS = 1_000;

  /**
   * Nodes whose oldest change has such an age.
   *
   * @param upToSeconds the greatest age; null = beyond all others
   * @param nodes how many nodes
   * @param pending how many changes without a final outcome they have
   */
  record Age(@Nullable Long upToSeconds, int nodes, long pending) {}

  EdgeSummary {
    byAge = List.copyOf(byAge);
  }

  static EdgeSummary of(List<EdgeNodeView> all, Predicate<EdgeNodeView> isOnline, long nowMs) {
    int[] nodes = new int[UP_TO_SECONDS.length + 1];
    long[] pending = new long[UP_TO_SECONDS.length + 1];
    long sum = 0;
    Long oldest = null;
    for (EdgeNodeView node : all) {
      sum += node.counts().pending();
      Long its = node.store().oldestPendingMs();
      if (its != null && node.counts().pending() > 0) {
        oldest = oldest == null ? its : Long.valueOf(Math.min(oldest, its));
        int place = place(nowMs - its);
        nodes[place]++;
        pending[place] += node.counts().pending();
      }
    }
    var byAge = new ArrayList<Age>();
    for (int i = 0; i < nodes.length; i++) {
      Long upTo = i < UP_TO_SECONDS.length ? Long.valueOf(UP_TO_SECONDS[i]) : null;
      byAge.add(new Age(upTo, nodes[i], pending[i]));
    }
    int online = (int) all.stream().filter(isOnline).count();
    return new EdgeSummary(all.size(), online, sum, oldest, byAge);
  }

  private static int place(long ageMs) {
    int place = 0;
    while (place < UP_TO_SECONDS.length && ageMs > UP_TO_SECONDS[place] * MS) {
      place++;
    }
    return place;
  }
}
