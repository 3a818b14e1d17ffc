package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.publish.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records where they came from, byte by byte as they were. Any thread that may block,
 * for seconds.
 */
public final class OriginReader {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;

  /**
   * A reader.
   *
   * @param consumers makes readers in no group
   * @param topic where the records came from
   */
  public OriginReader(Supplier<Consumer<byte[], byte[]>> consumers, String topic) {
    this.consumers = consumers;
    this.topic = topic;
  }

  /** The record of that place, or none if the topic does not keep it any more. */
  Verdict.@Nullable OfRecord read(int partition, long offset) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      TopicPartition place = new TopicPartition(topic, partition);
      consumer.assign(List.of(place));
      long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, Long.MAX_VALUE);
      long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
      boolean isKept = offset >= begin && offset < end;
      if (!isKept) {
        return null;
      }
      consumer.seek(place, offset);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
        if (record.offset() == offset) {
          return new Verdict.OfRecord(
              topic, partition, offset, wrapped(record.key()), wrapped(record.value()));
        }
      }
      return null;
    }
  }

  /** How many partitions the topic has. */
  int partitions() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      return consumer.partitionsFor(topic).size();
    }
  }

  private static @Nullable ByteBuffer wrapped(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
