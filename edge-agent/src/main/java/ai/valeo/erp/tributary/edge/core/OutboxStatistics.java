package ai.valeo.erp.tributary.edge.core;

import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the mutations without an answer are.
 *
 * @param byPriority how many of each priority
 * @param byType how many of each entity type
 * @param oldestCapturedAtMs when the oldest was captured, by the wall clock then
 * @param retries how often they were sent again in all
 * @param bytes what their changes take in the store
 */
public record OutboxStatistics(
    SortedMap<Integer, Long> byPriority,
    SortedMap<String, Long> byType,
    OptionalLong oldestCapturedAtMs,
    long retries,
    long bytes) {

  /** Copies. */
  public OutboxStatistics {
    byPriority = Collections.unmodifiableSortedMap(new TreeMap<>(byPriority));
    byType = Collections.unmodifiableSortedMap(new TreeMap<>(byType));
  }
}
