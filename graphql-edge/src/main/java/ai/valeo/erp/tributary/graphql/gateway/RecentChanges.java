package ai.valeo.erp.tributary.graphql.gateway;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has changed lately, and in which order: an answer that was asked for before a change and
 * comes after it may be of either time. So may one that was asked for just after it, since this
 * node can hear of a change before those views of the centre show it that answer. Any thread.
 */
final class RecentChanges {

  /** Most tags remembered; of older changes every answer counts as touched. */
  static final int MOST = 10_000;

  /** How long the centre's views may be behind what this node has heard of. */
  static final long LAG_MS = 2_000;

  private final Deque<Moment> latest = new ArrayDeque<>(); // guarded by this
  private final Map<String, Long> lastOf = new LinkedHashMap<>(); // guarded by this
  private long now; // guarded by this
  private long shown; // guarded by this
  private long forgottenUpTo; // guarded by this

  /** The last change at a point in time. */
  private record Moment(long atMs, long change) {}

  /** The last change that an answer asked for now must show; every change moves it on, later. */
  synchronized long moment(long nowMs) {
    if (!latest.isEmpty() && nowMs < latest.getLast().atMs) {
      latest.clear(); // the clock was set back
      shown = now;
    }
    while (!latest.isEmpty() && nowMs - latest.getFirst().atMs >= LAG_MS) {
      shown = latest.removeFirst().change;
    }
    return shown;
  }

  /** These have changed. */
  synchronized void add(Collection<String> tags, long nowMs) {
    now++;
    moment(nowMs);
    if (!latest.isEmpty() && latest.getLast().atMs == nowMs) {
      latest.removeLast();
    }
    latest.addLast(new Moment(nowMs, now));
    for (String tag : tags) {
      lastOf.remove(tag); // so that the oldest stays first
      lastOf.put(tag, now);
    }
    Iterator<Long> oldest = lastOf.values().iterator();
    for (int over = lastOf.size() - MOST; over > 0; over--) {
      forgottenUpTo = oldest.next();
      oldest.remove();
    }
  }

  /** Whether any of these has changed after a moment, as far as that is still known. */
  synchronized boolean hasAnySince(long moment, Collection<String> tags) {
    return moment < forgottenUpTo
        || tags.stream().anyMatch(tag -> lastOf.getOrDefault(tag, 0L) > moment);
  }
}
