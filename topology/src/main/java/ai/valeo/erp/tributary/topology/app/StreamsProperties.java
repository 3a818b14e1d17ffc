package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.topology.store.RocksDbMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams properties of an aggregator. */
final class StreamsProperties {

  private static final int MAX_POLL_RECORDS = 2_000;
  private static final int BUFFERED_RECORDS = 5_000;
  private static final int MAX_REQUEST_BYTES = 16 << 20;
  private static final int BATCH_BYTES = 128 << 10;
  private static final int LINGER_MS = 2;
  private static final int RESTORE_FETCH_BYTES = 16 << 20;
  private static final int HEARTBEATS_A_SESSION = 3;

  private StreamsProperties() {}

  static Properties of(AggregatorSettings settings, RocksDbMemory memory) {
    ProcessSettings process = settings.process();
    var properties = new Properties();
    settings.kafka().forEach(properties::put);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, process.applicationId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, process.stateDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, process.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, process.standbys());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, process.guarantee());
    properties.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.creation().replication());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, process.commitBusyMs());
    // Rulings are rare: mutations never wait for them. Order between the topics is by arrival.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.POLL_MS_CONFIG, process.pollMs());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.Tuning.class);
    properties.put(RocksDbMemory.CONFIG_KEY, memory);
    properties.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, process.metricsLevel());
    putAll(properties, StreamsConfig.MAIN_CONSUMER_PREFIX, consumer(process));
    putAll(properties, StreamsConfig.RESTORE_CONSUMER_PREFIX, restoreConsumer());
    putAll(properties, StreamsConfig.PRODUCER_PREFIX, producer());
    return properties;
  }

  private static Map<String, Object> consumer(ProcessSettings process) {
    var consumer = new HashMap<String, Object>();
    consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    consumer.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, process.sessionTimeoutMs());
    consumer.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        process.sessionTimeoutMs() / HEARTBEATS_A_SESSION);
    if (!process.instanceId().isEmpty()) {
      consumer.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, process.instanceId());
    }
    return consumer;
  }

  private static Map<String, Object> restoreConsumer() {
    return Map.of(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        RESTORE_FETCH_BYTES,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        4 * MAX_POLL_RECORDS);
  }

  private static Map<String, Object> producer() {
    return Map.of(
        ProducerConfig.LINGER_MS_CONFIG, LINGER_MS,
        ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES,
        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
  }

  private static void putAll(Properties properties, String prefix, Map<String, Object> values) {
    values.forEach((key, value) -> properties.putIfAbsent(prefix + key, value));
  }
}
