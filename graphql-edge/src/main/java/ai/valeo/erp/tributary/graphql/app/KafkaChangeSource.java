package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.change.ChangeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topics as the change feed reads them, from the cluster. Any thread that may block. */
final class KafkaChangeSource implements ChangeSource {

  private static final int CALL_MS = 10_000;
  private static final int REQUEST_MS = 5_000;

  private final CentralSettings settings;

  KafkaChangeSource(CentralSettings settings) {
    this.settings = settings;
  }

  @Override
  public Consumer<String, byte[]> reader(String name) {
    var config = new HashMap<String, Object>(settings.kafka());
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.views().applicationId() + '-' + name);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_MS);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Map<String, Shape> shapes(Set<String> topics) {
    try (Cluster cluster = new Cluster(settings)) {
      return cluster.shapes(topics);
    }
  }
}
