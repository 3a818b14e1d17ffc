package ai.valeo.erp.tributary.schemas.topic;

import java.util.Map;

/**
 * A topic as it should be.
 *
 * @param name full name, with prefix
 * @param partitions number of partitions
 * @param replication replication factor; -1 = the broker's default
 * @param config topic settings
 */
public record TopicSpec(
    String name, int partitions, short replication, Map<String, String> config) {

  public TopicSpec {
    config = Map.copyOf(config);
  }
}
