package ai.valeo.erp.tributary.compose.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads whole topics, committed records only, from their beginning to where they end when the
 * reading begins.
 *
 * @param config of the Kafka clients, e.g. {@code bootstrap.servers}
 */
public record TopicReader(Map<String, String> config) {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Copies. */
  public TopicReader {
    config = Map.copyOf(config);
  }

  /** At a broker that takes everybody. */
  public TopicReader(String bootstrapServers) {
    this(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Hands every record of a topic over, in order within each partition. */
  public void read(String topic, Consumer<ConsumerRecord<String, byte[]>> handler) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
      consumer.seekToBeginning(partitions);
      dropDone(consumer, left);
      while (!left.isEmpty()) {
        consumer.poll(POLL).forEach(handler);
        dropDone(consumer, left);
      }
    }
  }

  private static void dropDone(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> left) {
    left.entrySet().removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  private KafkaConsumer<String, byte[]> consumer() {
    Map<String, Object> all = new HashMap<>(config);
    all.put("isolation.level", "read_committed");
    all.put("enable.auto.commit", "false");
    all.put("max.poll.records", "5000");
    return new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
