package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.publish.Allowances;
import ai.valeo.erp.tributary.graphql.view.OutcomeReader;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.access.Outage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of outcomes as soon as they are committed, whichever instance's views they belong to, and
 * of what nodes may publish. It reads all partitions, but opens only what somebody waits for. What
 * it misses while the broker is away, is found in the views.
 *
 * <p>Threading: {@link #run} has a thread of its own; {@link #stop} any.
 */
public final class OutcomeFeed implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(OutcomeFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration MISSING_TOPIC = Duration.ofSeconds(1);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final OutcomeReader reader;
  private final Allowances allowances;
  private final Underway underway;
  private final AccessWatch access;
  private final Outage outage = new Outage(log, "feed of outcomes"); // of its thread
  private final Map<TopicPartition, Long> places = new HashMap<>(); // of its thread
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Consumer<byte[], byte[]> polling;

  /**
   * A feed that does not run yet.
   *
   * @param consumers makes readers of committed records, in no group, that begin at the end
   * @param access notices when the broker refuses them
   */
  public OutcomeFeed(
      Supplier<Consumer<byte[], byte[]>> consumers,
      OutcomeReader reader,
      Allowances allowances,
      Underway underway,
      AccessWatch access) {
    this.access = access;
    this.consumers = consumers;
    this.reader = reader;
    this.allowances = allowances;
    this.underway = underway;
  }

  /** Asks the thread to end; returns at once. */
  public void stop() {
    stopping.countDown();
    Consumer<byte[], byte[]> now = polling;
    if (now != null) {
      now.wakeup();
    }
  }

  @Override
  public void run() {
    try {
      while (!isStopping()) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
          polling = consumer;
          live(consumer);
        } catch (WakeupException e) {
          log.atDebug().log("Outcome feed was woken up to end");
        } catch (RuntimeException e) {
          access.failed(e);
          outage.failed(e);
          pause(outage.pause());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      polling = null;
    }
  }

  private void live(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    List<TopicPartition> outcomes = partitions(consumer, reader.topic());
    List<TopicPartition> flow = partitions(consumer, allowances.topic());
    if (outcomes.isEmpty()) {
      pause(MISSING_TOPIC);
      return;
    }
    var all = new ArrayList<>(outcomes);
    all.addAll(flow);
    consumer.assign(all);
    consumer.seekToBeginning(flow);
    for (TopicPartition partition : outcomes) {
      Long place = places.get(partition);
      if (place != null) {
        consumer.seek(partition, place);
      }
      places.put(partition, consumer.position(partition));
    }
    while (!isStopping()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        take(record);
      }
      access.works();
      outage.over();
      underway.sweep();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (record.topic().equals(allowances.topic())) {
      allowances.take(key, record.value());
      return;
    }
    if (record.value() != null && underway.isWaitedFor(key)) {
      OutcomeView outcome = reader.read(record.value());
      if (outcome != null) {
        underway.answered(outcome);
      }
    }
    places.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    return found == null
        ? List.of()
        : found.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
  }

  private void pause(Duration pause) throws InterruptedException {
    stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }
}
