package ai.valeo.erp.tributary.compose.tail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the committed records of a topic in order within each partition and shows those that a
 * filter lets through.
 *
 * <p>Threading: {@link #run} blocks its caller until the end, the limit, or an interrupt.
 */
public final class TopicTail {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String ANSWER_LIMIT_MS = "15000";

  private final TailRequest request;
  private final RecordFilter filter;
  private final RecordRendering rendering;
  private long shown;

  /** Reads what was asked for. */
  public TopicTail(TailRequest request, RecordFilter filter, RecordRendering rendering) {
    this.request = request;
    this.filter = filter;
    this.rendering = rendering;
  }

  /**
   * Reads.
   *
   * @param kafka configuration of the consumer
   * @param sink takes each record as a line and says whether it wants more
   * @return how many were shown
   * @throws KafkaException if the broker refuses, does not answer, or has no such topic
   */
  public long run(Map<String, String> kafka, Predicate<ObjectNode> sink) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
      try {
        read(consumer, sink);
      } catch (InterruptException e) {
        // told to stop: all that was read has been shown, and the consumer can close in peace
        Thread.interrupted();
      }
    }
    return shown;
  }

  private void read(KafkaConsumer<String, byte[]> consumer, Predicate<ObjectNode> sink) {
    List<TopicPartition> places = places(consumer);
    consumer.assign(places);
    Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(places));
    begin(consumer, places, left);
    boolean wantsMore = true;
    dropDone(consumer, left);
    while (wantsMore && (request.isFollowing() || !left.isEmpty())) {
      wantsMore = show(consumer.poll(POLL), left, sink);
      dropDone(consumer, left);
    }
  }

  private List<TopicPartition> places(KafkaConsumer<String, byte[]> consumer) {
    List<PartitionInfo> infos = consumer.partitionsFor(request.topic());
    if (infos == null || infos.isEmpty()) {
      throw new KafkaException("topic: " + request.topic() + " (expected: one that exists)");
    }
    List<TopicPartition> places =
        infos.stream()
            .filter(info ->
                request.partition().isEmpty() || request.partition().getAsInt() == info.partition())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (places.isEmpty()) {
      throw new KafkaException(
          "partition: "
              + request.partition().getAsInt()
              + " (expected: 0 to "
              + (infos.size() - 1)
              + ")");
    }
    return places;
  }

  private void begin(
      KafkaConsumer<String, byte[]> consumer,
      List<TopicPartition> places,
      Map<TopicPartition, Long> ends) {
    switch (request.start()) {
      case Start.Beginning beginning -> consumer.seekToBeginning(places);
      case Start.End end -> places.forEach(place -> consumer.seek(place, at(ends, place)));
      case Start.At at -> {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(places);
        for (TopicPartition place : places) {
          long within = Math.min(at.offset(), at(ends, place));
          consumer.seek(place, Math.max(within, at(begins, place)));
        }
      }
      case Start.Since since -> {
        Map<TopicPartition, Long> asked = new HashMap<>();
        places.forEach(place -> asked.put(place, since.epochMs()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(asked);
        for (TopicPartition place : places) {
          OffsetAndTimestamp first = found.get(place);
          consumer.seek(place, first == null ? at(ends, place) : first.offset());
        }
      }
    }
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition place) {
    return Objects.requireNonNull(offsets.get(place));
  }

  private boolean show(
      ConsumerRecords<String, byte[]> records,
      Map<TopicPartition, Long> left,
      Predicate<ObjectNode> sink) {
    for (ConsumerRecord<String, byte[]> entry : records) {
      Long end = left.get(new TopicPartition(entry.topic(), entry.partition()));
      boolean isOfInterest = request.isFollowing() || (end != null && entry.offset() < end);
      if (isOfInterest && entry.timestamp() < request.untilMs()) {
        ObjectNode line = rendering.of(entry);
        if (filter.fits(line)) {
          shown++;
          if (!sink.test(line) || shown >= request.limit()) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static void dropDone(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> left) {
    left.entrySet().removeIf(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  private static KafkaConsumer<String, byte[]> consumer(Map<String, String> kafka) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.putIfAbsent("default.api.timeout.ms", ANSWER_LIMIT_MS);
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", "false");
    config.put("allow.auto.create.topics", "false");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
