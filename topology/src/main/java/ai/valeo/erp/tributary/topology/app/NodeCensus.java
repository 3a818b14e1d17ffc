package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.topology.convert.FlowCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the edge nodes that have something to publish, from the heartbeats since it began. One
 * thread.
 */
final class NodeCensus implements AutoCloseable {

  private static final long SILENT_MS = 60_000;

  private final Consumer<byte[], byte[]> consumer;
  private final FlowCodec codec;
  private final Map<String, Long> busy = new HashMap<>();

  /**
   * A census that begins now.
   *
   * @param consumer belongs to it, also when this throws
   */
  NodeCensus(Consumer<byte[], byte[]> consumer, FlowCodec codec, String topic) {
    this.consumer = consumer;
    this.codec = codec;
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }

  /** How many there are; 1 if none is known. */
  int count(long nowMs) {
    consumer
        .poll(Duration.ZERO)
        .forEach(record -> {
          FlowCodec.Heartbeat heartbeat = codec.heartbeat(record.value());
          if (heartbeat != null && heartbeat.pending() > 0 && !heartbeat.leaves()) {
            busy.put(heartbeat.node(), nowMs);
          } else if (heartbeat != null) {
            busy.remove(heartbeat.node());
          }
        });
    busy.values().removeIf(seenMs -> nowMs - seenMs > SILENT_MS);
    return Math.max(1, busy.size());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
