package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.change.ChangeSource;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.AdminCalls;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster as the centre needs it. Calls block; any thread that may. */
final class Cluster implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Cluster.class);
  private static final Duration CALL_TIME = Duration.ofSeconds(8);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(1);
  private static final int REQUEST_TIME_MS = 4_000;

  private final Admin admin;

  Cluster(CentralSettings settings) {
    var config = new HashMap<String, Object>(settings.kafka());
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.views().applicationId() + "-admin");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIME_MS);
    config.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(CALL_TIME.toMillis()));
    this.admin = Admin.create(config);
  }

  /**
   * Creates the topics that are missing. Those kept by entity get as many partitions as the
   * mutations have, if these exist: a ruling must come to the task that has its entity.
   *
   * @throws KafkaException if no broker answers, or it refuses
   */
  void createMissing(CentralSettings.TopicSettings topics, Collection<EntityType> types) {
    Set<String> present = AdminCalls.await(admin.listTopics().names(), CALL_TIME);
    String mutations = topics.names().mutations();
    int partitions =
        present.contains(mutations)
            ? partitions(List.of(mutations)).getOrDefault(mutations, topics.partitions())
            : topics.partitions();
    List<TopicSpec> specs = topics.names().specs(types, partitions, topics.replication());
    for (String topic : AdminCalls.createMissing(admin, specs, present, CALL_TIME)) {
      log.atInfo().addKeyValue("topic", topic).log("Topic created");
    }
  }

  /**
   * How many partitions each topic has.
   *
   * @throws KafkaException if no broker answers, or a topic is missing
   */
  Map<String, Integer> partitions(Collection<String> topics) {
    var partitions = new HashMap<String, Integer>();
    wait(admin.describeTopics(topics).allTopicNames())
        .forEach((topic, found) -> partitions.put(topic, found.partitions().size()));
    return partitions;
  }

  /**
   * What topics look like.
   *
   * @throws KafkaException if no broker answers, or a topic is missing
   */
  Map<String, ChangeSource.Shape> shapes(Collection<String> topics) {
    var shapes = new HashMap<String, ChangeSource.Shape>();
    wait(admin.describeTopics(topics).allTopicNames())
        .forEach((topic, found) ->
            shapes.put(
                topic,
                new ChangeSource.Shape(found.partitions().size(), found.topicId().hashCode())));
    return shapes;
  }

  /**
   * Where each partition ends for a reader of committed records.
   *
   * @throws KafkaException if no broker answers
   */
  Map<TopicPartition, Long> ends(Map<String, Integer> topics) {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    topics.forEach((topic, partitions) -> {
      for (int partition = 0; partition < partitions; partition++) {
        asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    });
    var ends = new HashMap<TopicPartition, Long>();
    wait(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /**
   * Records before these ends that a group has not taken in.
   *
   * @throws KafkaException if no broker answers
   */
  long lag(String group, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndMetadata> taken =
        wait(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    long lag = 0;
    for (var end : ends.entrySet()) {
      OffsetAndMetadata done = taken.get(end.getKey());
      lag += Math.max(0, end.getValue() - (done == null ? 0 : done.offset()));
    }
    return lag;
  }

  @Override
  public void close() {
    admin.close(CLOSE_TIME);
  }

  private static <T> T wait(KafkaFuture<T> future) {
    return AdminCalls.await(future, CALL_TIME);
  }
}
