package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kafka cluster as the aggregator needs it. Any thread. */
final class Cluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final Duration CALL_TIME = Duration.ofSeconds(15);
  private static final Duration PROBE_TIME = Duration.ofSeconds(4);
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
      return !wait(admin.describeCluster().nodes(), PROBE_TIME).isEmpty();
    } catch (KafkaException e) {
      return false;
    }
  }

  /**
   * Creates the topics that are missing.
   *
   * @throws KafkaException if no broker answers, or it refuses
   */
  void createMissing(List<TopicSpec> specs) {
    Set<String> present = wait(admin.listTopics().names(), CALL_TIME);
    var missing = new ArrayList<NewTopic>();
    for (TopicSpec spec : specs) {
      if (!present.contains(spec.name())) {
        missing.add(
            new NewTopic(spec.name(), spec.partitions(), spec.replication())
                .configs(spec.config()));
      }
    }
    Map<String, KafkaFuture<Void>> created = admin.createTopics(missing).values();
    created.forEach(Cluster::awaitCreation);
  }

  private static void awaitCreation(String topic, KafkaFuture<Void> created) {
    try {
      wait(created, CALL_TIME);
      LOG.atInfo().addKeyValue("topic", topic).log("Topic created");
    } catch (TopicExistsException e) {
      LOG.atDebug().addKeyValue("topic", topic).log("Topic was created by another instance");
    }
  }

  /**
   * Whether the cluster protects transactions against late requests of a dead producer (KIP-890);
   * without it exactly once has a known gap.
   *
   * @throws KafkaException if no broker answers
   */
  boolean hasSafeTransactions() {
    FinalizedVersionRange range =
        wait(admin.describeFeatures().featureMetadata(), CALL_TIME)
            .finalizedFeatures()
            .get(TRANSACTION_VERSION);
    return range != null && range.maxVersionLevel() >= TRANSACTION_VERSION_NEEDED;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  private static <T> T wait(KafkaFuture<T> future, Duration time) {
    try {
      return future.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof KafkaException known) {
        throw known;
      }
      throw new KafkaException("Call to the cluster failed", e.getCause());
    } catch (TimeoutException e) {
      throw new org.apache.kafka.common.errors.TimeoutException("No broker answered in time", e);
    } catch (InterruptedException e) {
      throw new org.apache.kafka.common.errors.InterruptException(e);
    }
  }
}
