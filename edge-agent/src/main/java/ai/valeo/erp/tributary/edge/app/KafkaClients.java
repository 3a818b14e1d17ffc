package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.schemas.entity.Limits;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of a node: its own choices where correctness needs them fixed. */
final class KafkaClients {

  private static final int BATCH_BYTES = 256 << 10;
  private static final long BUFFER_BYTES = 16L << 20;
  private static final int LINGER_MS = 5;
  private static final int MAX_POLL_RECORDS = 2_000;
  private static final int FETCH_BYTES = 32 << 10;

  private final EdgeSettings settings;

  KafkaClients(EdgeSettings settings) {
    this.settings = settings;
  }

  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        producerConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Never gives a record up by itself: that would let later ones of its entity overtake it. Nor is
   * one sent before the one in front is answered: a broker that knows nothing yet of a producer
   * takes the second batch of a partition though it has refused the first.
   */
  Map<String, Object> producerConfig() {
    Map<String, Object> config = config("producer");
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * Limits.MAX_MUTATION_BYTES);
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.network().timeout().toMillis());
    return config;
  }

  /** For the feed: partitions come side by side, in small pieces. */
  Consumer<byte[], byte[]> feedConsumer() {
    Map<String, Object> config = config("consumer");
    config.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    return consumer(config);
  }

  /** Sees committed records only; its places are in the store, never at the broker. */
  Consumer<byte[], byte[]> consumer(String name) {
    return consumer(config(name));
  }

  private Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"); // the next session finds out
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) settings.network().timeout().toMillis());
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  Admin admin() {
    Map<String, Object> config = config("admin");
    config.put(
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) settings.network().timeout().toMillis());
    return Admin.create(config);
  }

  private Map<String, Object> config(String kind) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    int timeoutMs = (int) settings.network().timeout().toMillis();
    config.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.store().node() + "-" + kind);
    return config;
  }
}
