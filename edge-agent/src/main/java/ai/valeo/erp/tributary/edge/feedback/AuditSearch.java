package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** One reading of the audit trail for some entities, up to its present end. One thread. */
final class AuditSearch {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Pattern BATCH = Pattern.compile("(\\d{1,9})-(\\d{1,18})-.*");

  private final String topic;
  private final Deserializer<AuditEntry> entries;
  private final Consumer<byte[], byte[]> consumer;
  private final BooleanSupplier stopped;
  private final Map<Integer, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();

  AuditSearch(
      String topic,
      Deserializer<AuditEntry> entries,
      Consumer<byte[], byte[]> consumer,
      BooleanSupplier stopped) {
    this.topic = topic;
    this.entries = entries;
    this.consumer = consumer;
    this.stopped = stopped;
  }

  /**
   * Reads.
   *
   * @param ends up to where
   * @param keys the entities
   * @param found is given each entry of one of them with its key, in the order of the log
   */
  void read(
      Map<TopicPartition, Long> ends, Set<String> keys, BiConsumer<String, AuditEntry> found) {
    while (isBefore(ends)) {
      if (stopped.getAsBoolean()) {
        throw new WakeupException();
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        last.put(record.partition(), record);
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        AuditEntry entry = keys.contains(key) ? decode(record) : null;
        if (entry != null) {
          found.accept(key, entry);
        }
      }
    }
  }

  /**
   * Up to where the centre has decided all mutations, by their partition, exclusive. A batch is
   * named by the partition and by the offset of its window's first mutation.
   */
  Map<Integer, Long> decided() {
    var decided = new HashMap<Integer, Long>();
    for (ConsumerRecord<byte[], byte[]> record : last.values()) {
      AuditEntry entry = decode(record);
      Matcher batch = entry == null ? null : BATCH.matcher(entry.getBatch());
      if (batch != null && batch.matches()) {
        decided.merge(Integer.valueOf(batch.group(1)), Long.valueOf(batch.group(2)), Math::max);
      }
    }
    return decided;
  }

  /**
   * Moves to where entries of some entities begin.
   *
   * @param fromMs from when on, broker's time
   * @return the present ends of the partitions that may know something
   */
  Map<TopicPartition, Long> seek(Set<String> keys, long fromMs) {
    int count = consumer.partitionsFor(topic).size();
    Set<TopicPartition> partitions =
        keys.stream()
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .map(key -> Utils.toPositive(Utils.murmur2(key)) % count)
            .map(number -> new TopicPartition(topic, number))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer
        .offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(part -> part, part -> fromMs)))
        .forEach((partition, at) ->
            consumer.seek(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset()));
    return ends;
  }

  private boolean isBefore(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  private @Nullable AuditEntry decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return entries.deserialize(record.topic(), record.value());
    } catch (RuntimeException e) {
      if (SerdeFailures.isRecordAtFault(e)) {
        return null;
      }
      throw e;
    }
  }
}
