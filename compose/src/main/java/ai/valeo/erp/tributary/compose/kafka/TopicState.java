package ai.valeo.erp.tributary.compose.kafka;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic as the broker has it.
 *
 * @param name full name
 * @param partitions number of partitions
 * @param replication replicas of the partition that has the fewest
 * @param inSync replicas in sync of the partition that has the fewest
 * @param config the settings in force, by key
 * @param own those of them that were set on this very topic
 */
public record TopicState(
    String name,
    int partitions,
    int replication,
    int inSync,
    SortedMap<String, String> config,
    SortedMap<String, String> own) {

  /** Copies. */
  public TopicState {
    config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    own = Collections.unmodifiableSortedMap(new TreeMap<>(own));
  }

  /** A topic whose replicas are all in sync, for comparisons that need no broker. */
  public static TopicState of(
      String name, int partitions, int replication, Map<String, String> own) {
    return new TopicState(
        name, partitions, replication, replication, new TreeMap<>(own), new TreeMap<>(own));
  }
}
