package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import ai.valeo.erp.tributary.graphql.view.store.ViewRocksDbConfig;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The Kafka Streams properties of the views. */
final class StreamsProperties {

  private static final int COMMIT_MS = 1_000;

  /** Longest wait while nothing comes; what comes ends it. */
  private static final int POLL_MS = 100;

  private static final int HEARTBEATS_A_SESSION = 3;
  private static final int LINGER_MS = 20;
  private static final int BATCH_BYTES = 128 << 10;
  private static final int RESTORE_FETCH_BYTES = 8 << 20;

  /** How soon a new instance gets the partitions whose copies it has; Kafka allows no less. */
  private static final long PROBING_MS = 60_000;

  /** Only counts are written through a cache: they change with every record. */
  private static final long COUNTS_CACHE_BYTES = 16L << 20;

  private StreamsProperties() {}

  static Properties of(CentralSettings settings) {
    CentralSettings.ViewSettings views = settings.views();
    Properties properties = new Properties();
    settings.kafka().forEach(properties::put);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, views.applicationId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, views.stateDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, views.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, views.standbys());
    PeerSettings peers = settings.peers();
    if (peers != null) {
      properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, peers.advertised().toString());
      properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MS);
    }
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replication());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MS);
    properties.put(StreamsConfig.POLL_MS_CONFIG, POLL_MS);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, COUNTS_CACHE_BYTES);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, views.metricsLevel());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, ViewRocksDbConfig.class);
    properties.put(ViewRocksDbConfig.MEMORY_BYTES, views.memoryBytes());
    // only committed records, also when a view is restored from its topic
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
        "read_committed");
    properties.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        RESTORE_FETCH_BYTES);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        views.sessionTimeoutMs());
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        views.sessionTimeoutMs() / HEARTBEATS_A_SESSION);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER_MS);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    return properties;
  }
}
