package ai.valeo.erp.tributary.graphql.gateway;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has changed lately, and in which order: an answer that was asked for before a change and
 * comes after it may be of either time. Any thread.
 */
final class RecentChanges {

  /** Most tags remembered; of older changes every answer counts as touched. */
  static final int MOST = 10_000;

  private final Map<String, Long> lastOf = new LinkedHashMap<>(); // guarded by this
  private long now; // guarded by this
  private long forgottenUpTo; // guarded by this

  /** The present moment; every change moves it on. */
  synchronized long moment() {
    return now;
  }

  /** These have changed. */
  synchronized void add(Collection<String> tags) {
    now++;
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
