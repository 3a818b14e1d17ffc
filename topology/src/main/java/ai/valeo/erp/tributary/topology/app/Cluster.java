package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.topic.AdminCalls;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.InboxStore;
import ai.valeo.erp.tributary.topology.store.SequenceStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster as the aggregator needs it. Any thread. */
final class Cluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration CALL_TIME = Duration.ofSeconds(15);
  private static final Duration PROBE_TIME = Duration.ofSeconds(4);
  private static final String CHANGELOG = "-changelog";
  private static final String TRANSACTION_VERSION = "transaction.version";
  private static final short TRANSACTION_VERSION_NEEDED = 2;

  private final Admin admin;

  Cluster(AggregatorSettings settings) {
    var config = new HashMap<String, Object>(settings.kafka());
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, settings.process().applicationId() + "-admin");
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(PROBE_TIME.toMillis()));
    config.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(CALL_TIME.toMillis()));
    this.admin = Admin.create(config);
  }

  /** Whether a broker answers now. */
  boolean isReachable() {
    try {
      return !AdminCalls.await(admin.describeCluster().nodes(), PROBE_TIME).isEmpty();
    } catch (KafkaException e) {
      return false;
    }
  }

  /** How well the topics are kept that the process works with, now. */
  ReplicaCount replicas(AggregatorSettings settings) {
    List<String> names =
        settings.topicSpecs(settings.creation().partitions()).stream()
            .map(TopicSpec::name)
            .toList();
    try {
      return ReplicaCount.of(
          AdminCalls.await(admin.describeTopics(names).allTopicNames(), PROBE_TIME).values());
    } catch (KafkaException e) {
      LOG.atDebug().setCause(e).log("Replicas cannot be counted now");
      return ReplicaCount.UNKNOWN;
    }
  }

  /**
   * Creates the topics that are missing and compares the others with what they should be. Topics
   * kept by entity get as many partitions as the mutations have, if these exist.
   *
   * @throws KafkaException if no broker answers, or it refuses
   */
  TopicCheck.Findings prepare(AggregatorSettings settings) {
    Set<String> present = AdminCalls.await(admin.listTopics().names(), CALL_TIME);
    String mutations = settings.topics().mutations();
    int partitions = settings.creation().partitions();
    if (present.contains(mutations)) {
      partitions = partitions(List.of(mutations)).getOrDefault(mutations, partitions);
    }
    List<TopicSpec> specs = settings.topicSpecs(partitions);
    for (String topic : AdminCalls.createMissing(admin, specs, present, CALL_TIME)) {
      LOG.atInfo().addKeyValue("topic", topic).log("Topic created");
    }
    Set<String> names = new TreeSet<>(present);
    Set<String> looked = changelogs(settings.process().applicationId());
    specs.forEach(spec -> looked.add(spec.name()));
    names.retainAll(looked);
    return TopicCheck.compare(settings.topics(), specs, found(names));
  }

  /**
   * How many partitions a topic has.
   *
   * @throws KafkaException if no broker answers, or there is no such topic
   */
  int partitions(String topic) {
    return Objects.requireNonNull(partitions(List.of(topic)).get(topic), topic);
  }

  /** The changelogs of this aggregator's state; others may have names that begin like its own. */
  static Set<String> changelogs(String applicationId) {
    var names = new TreeSet<String>();
    for (String store :
        List.of(InboxStore.NAME, SequenceStore.NAME, EntityStore.NAME, ExpiryStore.NAME)) {
      names.add(applicationId + '-' + store + CHANGELOG);
    }
    return names;
  }

  /** Topics as they are; none where the process may not ask for their settings. */
  private Map<String, TopicCheck.Found> found(Collection<String> names) {
    var resources = new ArrayList<ConfigResource>(names.size());
    names.forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
    Map<ConfigResource, Config> configs;
    try {
      configs = AdminCalls.await(admin.describeConfigs(resources).all(), CALL_TIME);
    } catch (AuthorizationException e) {
      LOG.atWarn().setCause(e).log("Topics are not checked: their settings may not be asked for");
      return Map.of();
    }
    Map<String, Integer> partitions = partitions(names);
    var found = new HashMap<String, TopicCheck.Found>();
    configs.forEach((resource, config) -> {
      var settings = new HashMap<String, String>();
      for (ConfigEntry entry : config.entries()) {
        if (entry.value() != null) {
          settings.put(entry.name(), entry.value());
        }
      }
      String name = resource.name();
      found.put(name, new TopicCheck.Found(partitions.getOrDefault(name, 0), settings));
    });
    return found;
  }

  private Map<String, Integer> partitions(Collection<String> names) {
    var partitions = new HashMap<String, Integer>();
    AdminCalls.await(admin.describeTopics(names).allTopicNames(), CALL_TIME)
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    return partitions;
  }

  /**
   * Whether the cluster protects transactions against late requests of a dead producer (KIP-890);
   * without it exactly once has a known gap.
   *
   * @throws KafkaException if no broker answers
   */
  boolean hasSafeTransactions() {
    FinalizedVersionRange range =
        AdminCalls.await(admin.describeFeatures().featureMetadata(), CALL_TIME)
            .finalizedFeatures()
            .get(TRANSACTION_VERSION);
    return range != null && range.maxVersionLevel() >= TRANSACTION_VERSION_NEEDED;
  }

  /**
   * How far a group has come in a topic.
   *
   * @param taken records before its places
   * @param lag records behind them
   */
  record Progress(long taken, long lag) {}

  /**
   * How far a group has come in a topic.
   *
   * @throws KafkaException if no broker answers
   */
  Progress progress(String group, String topic) {
    var asked = new HashMap<TopicPartition, OffsetSpec>();
    for (TopicDescription found :
        AdminCalls.await(admin.describeTopics(List.of(topic)).allTopicNames(), CALL_TIME)
            .values()) {
      found
          .partitions()
          .forEach(
              info -> asked.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
    }
    Map<TopicPartition, OffsetAndMetadata> places =
        AdminCalls.await(
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), CALL_TIME);
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        AdminCalls.await(admin.listOffsets(asked).all(), CALL_TIME);
    long taken = 0;
    long lag = 0;
    for (var end : ends.entrySet()) {
      OffsetAndMetadata place = places.get(end.getKey());
      long done = place == null ? 0 : place.offset();
      taken += done;
      lag += Math.max(0, end.getValue().offset() - done);
    }
    return new Progress(taken, lag);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
