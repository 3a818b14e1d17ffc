package ai.valeo.erp.tributary.compose.kafka;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.List;
import java.util.Map;

/**
 * Topics as a configuration wants them.
 *
 * @param topics their names
 * @param types the entity types
 * @param partitions of each topic kept by entity, where there is none yet
 * @param replication of all topics; -1 = the broker's own
 */
public record WantedTopics(Topics topics, EntityTypes types, int partitions, short replication) {

  /** As processes make them where there are none. */
  public List<TopicSpec> specs() {
    return topics.specs(types.all(), partitions, replication);
  }

  /**
   * As they should be beside those that exist: an installation keeps the number of partitions it
   * began with, which is that of the mutations.
   */
  public List<TopicSpec> specs(Map<String, TopicState> present) {
    TopicState mutations = present.get(topics.mutations());
    return mutations == null
        ? specs()
        : topics.specs(types.all(), mutations.partitions(), replication);
  }
}
