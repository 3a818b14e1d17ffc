package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.view.TopicReader;
import ai.valeo.erp.tributary.schemas.access.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the committed records of all watched topics, every partition, in no group: each instance of
 * the centre tells its own subscribers of everything, whichever partitions its views own. It never
 * waits for a subscriber. When the broker is away it waits and carries on where it stood.
 *
 * <p>Threading: {@link #run} has a thread of its own; {@link #channel} and {@link #stop} any.
 */
final class ChangeFeed implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ChangeSource source;
  private final TopicReader reader;
  private final LongSupplier nowMs;
  private final ChangeLimits limits;
  private final ChangeMeters meters;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final Outage outage = new Outage(log, "feed of changes"); // of its thread
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Consumer<String, byte[]> polling;

  ChangeFeed(ChangeSource source, TopicReader reader, ChangeParts parts) {
    this.source = source;
    this.reader = reader;
    this.nowMs = parts.nowMs();
    this.limits = parts.limits();
    this.meters = parts.meters();
    for (String topic : reader.topics()) {
      channels.put(topic, new Channel(topic, limits.recent()));
    }
  }

  /**
   * What its parts share.
   *
   * @param limits what it may use
   * @param nowMs the clock, milliseconds since 1970 UTC
   * @param meters counts
   */
  record ChangeParts(ChangeLimits limits, LongSupplier nowMs, ChangeMeters meters) {}

  /** The channel of a topic. */
  Channel channel(String topic) {
    Channel channel = channels.get(topic);
    if (channel == null) {
      throw new IllegalArgumentException("topic: " + topic + " is not watched");
    }
    return channel;
  }

  /** Asks the thread to end; returns at once. */
  void stop() {
    stopping.countDown();
    Consumer<String, byte[]> now = polling;
    if (now != null) {
      now.wakeup();
    }
  }

  @Override
  public void run() {
    try {
      while (!isStopping()) {
        try (Consumer<String, byte[]> consumer = source.reader("changes")) {
          polling = consumer;
          live(consumer);
        } catch (WakeupException e) {
          log.atDebug().log("Change feed was woken up to end");
        } catch (RuntimeException e) {
          meters.failed();
          outage.failed(e);
          stopping.await(outage.pause().toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      polling = null;
    }
  }

  private void live(Consumer<String, byte[]> consumer) {
    Map<String, ChangeSource.Shape> shapes = source.shapes(channels.keySet());
    List<TopicPartition> all = new ArrayList<>();
    shapes.forEach((topic, shape) -> all.addAll(partitions(topic, shape.partitions())));
    consumer.assign(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    shapes.forEach((topic, shape) -> place(consumer, channel(topic), shape, ends));
    List<Channel> closed = new ArrayList<>(channels.values());
    while (!isStopping()) {
      try {
        take(consumer.poll(closed.isEmpty() ? POLL : Duration.ofMillis(1)));
        outage.over();
      } catch (InvalidOffsetException e) {
        log.atWarn().setCause(e).log("Change feed missed records that are not kept any more");
        e.partitions().forEach(gone -> channel(gone.topic()).forget());
        return;
      }
      closed.removeIf(channel -> open(consumer, channel, shapes, ends));
    }
  }

  private void take(ConsumerRecords<String, byte[]> records) {
    long now = nowMs.getAsLong();
    for (ConsumerRecord<String, byte[]> record : records) {
      channel(record.topic()).accept(new Change(reader, record), now);
    }
    meters.read(records.count());
  }

  /** Carries on where the channel stands, or begins a little before the end. */
  private void place(
      Consumer<String, byte[]> consumer,
      Channel channel,
      ChangeSource.Shape shape,
      Map<TopicPartition, Long> ends) {
    Position stands = channel.position();
    List<TopicPartition> all = partitions(channel.topic(), shape.partitions());
    if (stands == null || !isSame(stands, shape) || isBeyond(stands, all, ends)) {
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(all);
      long back = Math.max(1, limits.recent() / shape.partitions());
      long[] next = new long[shape.partitions()];
      long[] end = new long[shape.partitions()];
      channel.forget();
      for (TopicPartition one : all) {
        end[one.partition()] = ends.getOrDefault(one, 0L);
        next[one.partition()] = Math.max(begins.getOrDefault(one, 0L), end[one.partition()] - back);
      }
      stands = new Position(shape.id(), nowMs.getAsLong(), next);
      channel.begin(stands, new Position(shape.id(), nowMs.getAsLong(), end));
    }
    for (TopicPartition one : all) {
      consumer.seek(one, stands.next(one.partition()));
    }
  }

  private static boolean isSame(Position stands, ChangeSource.Shape shape) {
    return stands.topicId() == shape.id() && stands.partitions() == shape.partitions();
  }

  private static boolean isBeyond(
      Position stands, List<TopicPartition> all, Map<TopicPartition, Long> ends) {
    return all.stream().anyMatch(one -> stands.next(one.partition()) > ends.getOrDefault(one, 0L));
  }

  /** Opens a channel once what was there at the start has been read; whether it is open. */
  private boolean open(
      Consumer<String, byte[]> consumer,
      Channel channel,
      Map<String, ChangeSource.Shape> shapes,
      Map<TopicPartition, Long> ends) {
    ChangeSource.Shape shape = shapes.get(channel.topic());
    if (shape == null) {
      return false;
    }
    long[] reached = new long[shape.partitions()];
    for (TopicPartition one : partitions(channel.topic(), shape.partitions())) {
      reached[one.partition()] = consumer.position(one);
      if (reached[one.partition()] < ends.getOrDefault(one, 0L)) {
        return false;
      }
    }
    channel.open(new Position(shape.id(), nowMs.getAsLong(), reached));
    return true;
  }

  static List<TopicPartition> partitions(String topic, int count) {
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      all.add(new TopicPartition(topic, partition));
    }
    return all;
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }
}
