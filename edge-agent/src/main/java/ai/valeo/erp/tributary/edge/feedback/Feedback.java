package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.outbox.Settlement.Settled;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads outcomes and entities for the length of one session and settles them batch by batch.
 *
 * <p>Threading: {@link #prepare} and then {@link #run}, each by one thread; {@link #stop} by any.
 */
public final class Feedback implements Runnable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<byte[], byte[]> consumer;
  private final FeedDecoder decoder;
  private final Settlement settlement;
  private final Shared shared;
  private final Map<Partition, Long> saved = new HashMap<>(); // owned by the running thread
  private long savedAtNanos;
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * What outlives the session.
   *
   * @param feeding the right to settle, which one session has at a time
   * @param lag records not read yet; -1 = not known
   * @param metrics where figures go
   * @param onSettled called after each batch
   * @param onFailure called once when the session cannot go on
   */
  public record Shared(
      ReentrantLock feeding,
      AtomicLong lag,
      EdgeMetrics metrics,
      java.util.function.Consumer<Settled> onSettled,
      Runnable onFailure) {}

  public Feedback(
      Consumer<byte[], byte[]> consumer,
      FeedDecoder decoder,
      Settlement settlement,
      Shared shared) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.settlement = settlement;
    this.shared = shared;
  }

  /** Finds its places in the partitions; blocks on the network. */
  public void prepare(Set<TopicPartition> partitions, EdgeStore store) {
    shared.feeding().lock();
    try {
      new FeedStart(consumer, decoder, store).seek(partitions, settlement);
      savedAtNanos = System.nanoTime();
    } finally {
      shared.feeding().unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        take();
      }
    } catch (WakeupException e) {
      if (!stopped) {
        fail(e);
      }
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(new IllegalStateException("Reading broke down", e));
      throw e;
    } finally {
      shared.lag().set(-1);
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  /** Makes {@link #run} or {@link #prepare} end at once. */
  public void stop() {
    stopped = true;
    consumer.wakeup();
  }

  /** Why it cannot go on, or none. */
  public @Nullable RuntimeException failure() {
    return failure;
  }

  private void take() {
    var records = consumer.poll(POLL);
    var items = new ArrayList<FeedItem>();
    int received = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      FeedItem item = decoder.decode(record);
      if (item != null) {
        items.add(item);
        received += item instanceof FeedItem.Received ? 1 : 0;
      }
    }
    shared.feeding().lock();
    try {
      if (!stopped) {
        settle(items);
      }
    } finally {
      shared.feeding().unlock();
    }
    shared.metrics().count(EdgeMetric.RECEIVED, received);
    shared.lag().set(lag());
  }

  /** Places alone, behind records of other nodes, are stored now and then only. */
  private void settle(List<FeedItem> items) {
    long nowNanos = System.nanoTime();
    if (items.isEmpty() && nowNanos - savedAtNanos < SAVE_NANOS) {
      return;
    }
    Map<Partition, Long> moved = moved();
    savedAtNanos = nowNanos;
    if (items.isEmpty() && moved.isEmpty()) {
      return;
    }
    Settled settled = settlement.settle(items, moved);
    saved.putAll(moved);
    shared.metrics().count(EdgeMetric.ANSWERS_IGNORED, settled.ignored());
    settled.answers().forEach(answer -> shared.metrics().answered(answer.verdict()));
    shared.onSettled().accept(settled);
  }

  private Map<Partition, Long> moved() {
    var moved = new HashMap<Partition, Long>();
    for (TopicPartition partition : consumer.assignment()) {
      Partition key = FeedStart.key(partition);
      long position = consumer.position(partition);
      Long before = saved.get(key);
      if (before == null || before != position) {
        moved.put(key, position);
      }
    }
    return moved;
  }

  private long lag() {
    long sum = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong lag = consumer.currentLag(partition);
      if (lag.isEmpty()) {
        return -1;
      }
      sum += lag.getAsLong();
    }
    return sum;
  }

  private void fail(RuntimeException cause) {
    if (!stopped && failure == null) {
      failure = cause;
      stopped = true;
      shared.onFailure().run();
    }
  }
}
