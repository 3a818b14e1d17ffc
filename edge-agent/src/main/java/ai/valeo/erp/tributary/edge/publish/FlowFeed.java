package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Allowance;
import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how fast the centre lets this node publish. Every session reads the compacted topic from
 * its beginning. Without it, or without a schema registry to read it by, the node goes on by its
 * own measure: a brake that cannot be read must not stop anybody.
 *
 * <p>How long an allowance holds is counted from when the node first saw it, by the node's steady
 * clock, so it holds as long as the centre meant whatever the node's wall clock says.
 *
 * <p>Threading: {@link #open} and {@link #poll} by one thread; {@link #close} by any.
 */
public final class FlowFeed implements AutoCloseable {

  /** The key of what is for every node. */
  public static final String EVERYBODY = "*";

  private static final Logger log = LoggerFactory.getLogger(FlowFeed.class);
  private static final Duration OPENING = Duration.ofSeconds(2);

  private final Consumer<byte[], byte[]> consumer;
  private final Source source;
  private final Deserializer<FlowControl> deserializer;
  private final FlowGate gate;
  private final LongSupplier nanos;
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> unread = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private Map<TopicPartition, Long> unreadUntil = Map.of(); // guarded by lock
  private boolean closed; // guarded by lock

  /**
   * What it reads.
   *
   * @param topic the topic
   * @param node the node; what is for any incarnation of it is for it
   * @param serdes read its records
   * @param longestHold no allowance holds longer
   */
  public record Source(String topic, EdgeNodeId node, AvroSerdes serdes, Duration longestHold) {}

  public FlowFeed(
      Consumer<byte[], byte[]> consumer, Source source, FlowGate gate, LongSupplier nanos) {
    this.consumer = consumer;
    this.source = source;
    this.deserializer = source.serdes().deserializer(FlowControl.class);
    this.gate = gate;
    this.nanos = nanos;
  }

  /** Finds the topic and reads what it holds now, if that is quickly done. */
  public void open() {
    lock.lock();
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(source.topic(), OPENING);
      var assigned =
          partitions.stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      if (assigned.isEmpty()) {
        giveUp("there is no such topic"); // a consumer of nothing cannot even be asked
        return;
      }
      consumer.assign(assigned);
      consumer.seekToBeginning(assigned);
      unreadUntil = consumer.endOffsets(assigned, OPENING);
      long deadlineNanos = nanos.getAsLong() + OPENING.toNanos();
      while (isBehind() && nanos.getAsLong() < deadlineNanos) {
        take(Duration.ofMillis(100));
      }
    } catch (KafkaException e) {
      giveUp(String.valueOf(e.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  /** Reads what has come; does not wait. */
  public void poll() {
    lock.lock();
    try {
      if (!closed) {
        take(Duration.ZERO);
      }
    } catch (WakeupException e) {
      log.atDebug().log("Flow control is not read any more");
    } catch (KafkaException e) {
      giveUp(String.valueOf(e.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  private void take(Duration longest) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(longest)) {
      if (isFor(record)) {
        unread.removeIf(earlier -> isOwn(earlier) == isOwn(record));
        unread.add(record);
      }
    }
    if (isBehind()) {
      return;
    }
    while (!unread.isEmpty() && isRead(unread.peek())) {
      unread.remove();
    }
  }

  /** What was said before the last word is over; read again, it would hold once more. */
  private boolean isBehind() {
    if (unreadUntil.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      return true;
    }
    unreadUntil = Map.of();
    return false;
  }

  private boolean isFor(ConsumerRecord<byte[], byte[]> record) {
    String key = key(record);
    return key.equals(EVERYBODY) || Incarnation.numberOf(source.node(), key) > 0;
  }

  /** Whether it is for this node, under whichever of its names. */
  private static boolean isOwn(ConsumerRecord<byte[], byte[]> record) {
    return !key(record).equals(EVERYBODY);
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** Whether that record is done with: read, or never to be read. */
  private boolean isRead(ConsumerRecord<byte[], byte[]> record) {
    try {
      FlowControl said = deserializer.deserialize(record.topic(), record.value());
      gate.allow(
          isOwn(record),
          said == null ? null : allowance(said, record.timestamp()),
          record.timestamp());
      return true;
    } catch (RuntimeException e) {
      boolean isBroken = e instanceof IllegalArgumentException || SerdeFailures.isRecordAtFault(e);
      log.atDebug().addKeyValue("broken", isBroken).setCause(e).log("Flow control not read");
      return isBroken;
    }
  }

  private @Nullable Allowance allowance(FlowControl said, long timestampMs) {
    long meantMs = said.getUntilMs().toEpochMilli() - timestampMs;
    long holdMs = Math.min(meantMs, source.longestHold().toMillis());
    if (holdMs <= 0) {
      return null;
    }
    int perSecond = said.getMutationsPerSecond();
    if (perSecond < 0 && perSecond != Allowance.UNLIMITED) {
      throw new IllegalArgumentException("mutationsPerSecond: " + perSecond);
    }
    long untilNanos = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(holdMs);
    return new Allowance(perSecond, said.getReason(), untilNanos);
  }

  private void giveUp(String cause) {
    log.atWarn()
        .addKeyValue("topic", source.topic())
        .addKeyValue("cause", cause)
        .log("Flow control cannot be read in this session");
    release();
  }

  private void release() {
    closed = true;
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  @Override
  public void close() {
    consumer.wakeup();
    lock.lock();
    try {
      if (!closed) {
        release();
      }
    } finally {
      lock.unlock();
    }
  }
}
