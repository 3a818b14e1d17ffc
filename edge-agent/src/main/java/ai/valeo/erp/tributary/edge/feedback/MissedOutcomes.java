package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.MissedTable.Missed;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the answers that were deleted before this node has read them, in the centre's audit trail,
 * which is kept far longer. It says what became of every mutation of an entity that exists. What it
 * does not know was refused outright, or is not decided yet, and then its answer is still to come.
 *
 * <p>Threading: runs in a thread of its own, once a session; {@link #stop} by any.
 */
public final class MissedOutcomes implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(MissedOutcomes.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** The node's clock may have been ahead of the broker's when it captured. */
  private static final long MARGIN_MS = Duration.ofDays(1).toMillis();

  private final Source source;
  private final EdgeStore store;
  private final Settlement settlement;
  private final Feedback.Shared shared;
  private final Deserializer<AuditEntry> entries;
  private volatile boolean stopped;

  /**
   * Where the audit trail is.
   *
   * @param topic its topic
   * @param serdes reads it
   * @param consumer makes a consumer for it, when there is something to look for
   */
  public record Source(
      String topic, AvroSerdes serdes, Supplier<Consumer<byte[], byte[]>> consumer) {}

  /** A mutation whose answer is looked for. */
  private record Wanted(long number, EntityKey key, long capturedMs) {}

  public MissedOutcomes(
      Source source, EdgeStore store, Settlement settlement, Feedback.Shared shared) {
    this.source = source;
    this.store = store;
    this.settlement = settlement;
    this.shared = shared;
    entries = source.serdes().deserializer(AuditEntry.class);
  }

  @Override
  public void run() {
    Map<MutationId, Wanted> wanted = store.read(MissedOutcomes::wanted);
    if (wanted.isEmpty()) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = source.consumer().get()) {
      settle(find(consumer, wanted));
      log.atInfo()
          .addKeyValue("wanted", wanted.size())
          .log("The audit trail was read for answers that were deleted");
    } catch (WakeupException e) {
      log.atDebug().log("The session ended while the audit trail was read");
    } catch (RuntimeException e) { // e.g. no right to read it: they are waited for, then given up
      log.atWarn()
          .addKeyValue("cause", String.valueOf(e.getMessage()))
          .log("The audit trail cannot be read for answers that were deleted");
    }
  }

  /** Makes {@link #run} end soon. */
  public void stop() {
    stopped = true;
  }

  private static Map<MutationId, Wanted> wanted(Tables tables) {
    var wanted = new HashMap<MutationId, Wanted>();
    Missed missed = tables.missed().get().orElse(null);
    if (missed == null || missed.searched()) {
      return wanted;
    }
    for (var entry : tables.outbox().processing(0, Integer.MAX_VALUE)) {
      if (entry.sequence() <= missed.upTo()) {
        var mutation = entry.mutation();
        wanted.put(
            mutation.id(),
            new Wanted(entry.sequence(), mutation.draft().key(), mutation.capturedAtMs()));
      }
    }
    for (var conflict : tables.attention().conflicts()) {
      var mutation = conflict.mutation();
      wanted.put(
          mutation.id(),
          new Wanted(conflict.sequence(), mutation.draft().key(), mutation.capturedAtMs()));
    }
    return wanted;
  }

  /** The last word on each, in the order of publication. */
  private List<FeedItem> find(Consumer<byte[], byte[]> consumer, Map<MutationId, Wanted> wanted) {
    Set<String> keys =
        wanted.values().stream().map(of -> of.key().toString()).collect(Collectors.toSet());
    Map<TopicPartition, Long> ends = seek(consumer, wanted, keys);
    var found = new TreeMap<Long, FeedItem>();
    while (isBefore(consumer, ends)) {
      if (stopped) {
        throw new WakeupException();
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        boolean isOfOurs =
            record.key() != null && keys.contains(new String(record.key(), StandardCharsets.UTF_8));
        AuditEntry entry = isOfOurs ? decode(record) : null;
        Wanted of = entry == null ? null : wanted.get(new MutationId(entry.getMutationId()));
        if (entry != null && of != null) {
          found.put(of.number(), item(entry, of));
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** Assigns the partitions that may know something, from the time of the oldest mutation on. */
  private Map<TopicPartition, Long> seek(
      Consumer<byte[], byte[]> consumer, Map<MutationId, Wanted> wanted, Set<String> keys) {
    int count = consumer.partitionsFor(source.topic()).size();
    Set<TopicPartition> partitions =
        keys.stream()
            .map(key -> key.getBytes(StandardCharsets.UTF_8))
            .map(key -> Utils.toPositive(Utils.murmur2(key)) % count)
            .map(number -> new TopicPartition(source.topic(), number))
            .collect(Collectors.toSet());
    long oldestMs = wanted.values().stream().mapToLong(Wanted::capturedMs).min().orElse(0);
    long fromMs = Math.max(0, oldestMs - MARGIN_MS);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer
        .offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(part -> part, part -> fromMs)))
        .forEach((partition, at) ->
            consumer.seek(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset()));
    return ends;
  }

  private static boolean isBefore(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
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

  private static FeedItem item(AuditEntry entry, Wanted wanted) {
    var verdict =
        new Answer.Verdict(
            FeedDecoder.state(entry.getState()), entry.getReason(), null, entry.getVersion());
    var answer =
        new Answer(new MutationId(entry.getMutationId()), wanted.number(), wanted.key(), verdict);
    boolean raised =
        entry.getAttributes().stream()
            .anyMatch(attribute ->
                attribute.getDecision() == null
                    || FeedDecoder.isEffective(attribute.getDecision()));
    return new FeedItem.Answered(answer, raised || entry.getAttributes().isEmpty());
  }

  private void settle(List<FeedItem> items) {
    shared.feeding().lock();
    try {
      if (stopped) {
        return;
      }
      Settlement.Settled settled = settlement.settle(items, Map.of());
      store.run(transaction -> transaction.missed().searched());
      settled.answers().forEach(answer -> shared.metrics().answered(answer.verdict()));
      shared.onSettled().accept(settled);
    } finally {
      shared.feeding().unlock();
    }
  }
}
