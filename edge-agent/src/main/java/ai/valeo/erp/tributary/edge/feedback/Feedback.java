package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.outbox.Settlement.Settled;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads outcomes and entities for the length of one session and settles them batch by batch.
 *
 * <p>Threading: {@link #prepare} and then {@link #run}, each by one thread; {@link #stop} by any.
 */
public final class Feedback implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Feedback.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long CAUGHT_UP_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int CLEAN_AT_ONCE = 20;
  private static final int AT_ONCE = 3_000; // records; captures wait while they are settled
  private static final int MUCH = 200; // records
  private static final Duration ANOTHER_FETCH = Duration.ofMillis(10);

  private final Consumer<byte[], byte[]> consumer;
  private final FeedDecoder decoder;
  private final Settlement settlement;
  private final Shared shared;
  private final OutcomeTrail trail; // owned by the running thread
  private final Map<Partition, Long> saved = new HashMap<>(); // owned by the running thread
  private final Map<String, String> lastItems = new HashMap<>(); // owned by the running thread
  private Map<TopicPartition, Long> replayedUntil = Map.of();
  private @Nullable Barrier barrier; // owned by the running thread
  private boolean isWhole; // no type is read once more; owned by the running thread
  private long savedAtNanos;
  private long caughtUpAtNanos = System.nanoTime() - CAUGHT_UP_NANOS;
  private boolean paused; // owned by the running thread
  private volatile boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /**
   * What outlives the session.
   *
   * @param feeding the right to settle, which one session has at a time
   * @param lag records not read yet; -1 = not known
   * @param metrics where figures go
   * @param watch who wants to know how far it is
   * @param onSettled called after each batch
   * @param onFailure called once when the session cannot go on
   */
  public record Shared(
      ReentrantLock feeding,
      AtomicLong lag,
      EdgeMetrics metrics,
      Watch watch,
      java.util.function.Consumer<Settled> onSettled,
      Runnable onFailure) {}

  /**
   * Who wants to know how far it is, and by when it must have been.
   *
   * @param meter tells how far it is
   * @param sync wishes to have read everything
   * @param absence how long it may have been away
   * @param tracing where answers are recorded
   */
  public record Watch(ProgressMeter meter, SyncRequests sync, Absence absence, Tracing tracing) {}

  public Feedback(
      Consumer<byte[], byte[]> consumer,
      FeedDecoder decoder,
      Settlement settlement,
      Shared shared) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.settlement = settlement;
    this.shared = shared;
    this.trail = new OutcomeTrail(shared.watch().tracing());
  }

  /** Finds its places in the partitions; blocks on the network. */
  public void prepare(Set<TopicPartition> partitions, EdgeStore store) {
    shared.feeding().lock();
    try {
      var start = new FeedStart(consumer, decoder, store, shared.watch().absence());
      FeedStart.Start places = start.seek(partitions, settlement);
      replayedUntil = places.replayedUntil();
      shared.watch().meter().begin(places.spans());
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
      if (barrier != null) {
        shared.watch().sync().giveBack(barrier.wishes());
      }
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
    raiseBarrier();
    keepToRoom();
    List<FeedItem> items = gather();
    shared.feeding().lock();
    try {
      if (!stopped) {
        settle(items);
        trail.settled();
        clean();
      }
    } finally {
      shared.feeding().unlock();
    }
    tellHowFar();
  }

  /**
   * What is there, up to a bound. A poll ends with the partitions that it has just got; what the
   * next ones bring at once belongs to the same mutations, and an answer settled together with its
   * entity's record is written once instead of twice.
   */
  private List<FeedItem> gather() {
    var items = new ArrayList<FeedItem>();
    int received = 0;
    int read = 0;
    var records = consumer.poll(POLL);
    while (!records.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        FeedItem item = decoder.decode(record);
        if (item != null) {
          items.add(placed(item, record));
          trail.came(item, record);
          received += item instanceof FeedItem.Received ? 1 : 0;
        }
      }
      read += records.count();
      records = read < AT_ONCE ? consumer.poll(pause(read)) : ConsumerRecords.empty();
    }
    shared.metrics().count(EdgeMetric.RECEIVED, received);
    return items;
  }

  /** While much comes in, the answers are often one fetch behind the records, or before them. */
  private static Duration pause(int read) {
    return read < MUCH ? Duration.ZERO : ANOTHER_FETCH;
  }

  private FeedItem placed(FeedItem item, ConsumerRecord<byte[], byte[]> record) {
    if (!(item instanceof FeedItem.Received received)) {
      return item;
    }
    lastItems.put(received.key().entityType(), received.key().entityId());
    Long until = replayedUntil.get(new TopicPartition(record.topic(), record.partition()));
    return until != null && record.offset() < until
        ? new FeedItem.Replayed(received.key(), received.base())
        : received;
  }

  /** While the store has no room, only answers are read. */
  private void keepToRoom() {
    boolean shallPause = !settlement.hasRoom();
    if (shallPause == paused) {
      return;
    }
    List<TopicPartition> entities =
        consumer.assignment().stream()
            .filter(partition -> !decoder.isOutcomes(partition.topic()))
            .toList();
    if (shallPause) {
      consumer.pause(entities);
    } else {
      consumer.resume(entities);
    }
    paused = shallPause;
    log.atWarn()
        .addKeyValue("paused", paused)
        .log("The feed of entities follows the room in the store");
  }

  /** Places alone, behind records of other nodes, are stored now and then only. */
  private void settle(List<FeedItem> items) {
    long nowNanos = System.nanoTime();
    if (items.isEmpty() && isWhole && nowNanos - savedAtNanos < SAVE_NANOS) {
      return;
    }
    Map<Partition, Long> moved = moved();
    savedAtNanos = nowNanos;
    if (items.isEmpty() && moved.isEmpty()) {
      return;
    }
    Settled settled = settlement.settle(items, moved);
    saved.putAll(moved);
    isWhole = settled.isWhole();
    shared.metrics().count(EdgeMetric.ANSWERS_IGNORED, settled.ignored());
    settled.answers().forEach(shared.metrics()::answered);
    shared.onSettled().accept(settled);
  }

  /** A sweep's end is done in pieces between the records that come in. */
  private void clean() {
    for (int i = 0; i < CLEAN_AT_ONCE && !isWhole; i++) {
      var changed = settlement.clean();
      if (changed.isEmpty()) {
        isWhole = settlement.isWhole();
        return;
      }
      shared.onSettled().accept(new Settled(List.of(), 0, changed.get(), false));
    }
  }

  /** Whoever wants everything read wants what is there by now. */
  private void raiseBarrier() {
    var wishes = shared.watch().sync().take();
    if (wishes.isEmpty()) {
      return;
    }
    var all = new ArrayList<>(wishes);
    if (barrier != null) {
      all.addAll(barrier.wishes());
    }
    barrier = new Barrier(Map.of(), all); // not lost if the broker does not answer
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    barrier = new Barrier(ends, all);
    var spans = new HashMap<Partition, ProgressMeter.Span>();
    ends.forEach((partition, end) -> {
      String type = decoder.typeOf(partition.topic());
      if (type != null) {
        spans.put(
            FeedStart.key(partition),
            new ProgressMeter.Span(type, consumer.position(partition), end));
      }
    });
    shared.watch().meter().begin(spans);
  }

  private void tellHowFar() {
    var positions = new HashMap<Partition, Long>();
    consumer
        .assignment()
        .forEach(
            partition -> positions.put(FeedStart.key(partition), consumer.position(partition)));
    shared.watch().meter().moved(positions, lastItems);
    long lag = lag();
    shared.lag().set(isWhole ? lag : Math.max(1, lag)); // there is still something to do
    if (barrier != null && isWhole && barrier.isReached(consumer::position)) {
      barrier.wishes().forEach(wish -> wish.complete(null));
      barrier = null;
    }
    if (lag == 0 && isWhole && System.nanoTime() - caughtUpAtNanos >= CAUGHT_UP_NANOS) {
      settlement.caughtUp();
      caughtUpAtNanos = System.nanoTime();
    }
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
