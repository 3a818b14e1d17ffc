package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts committed outcomes as they come, with a thread of its own that calls the listener.
 *
 * <p>Threading: any thread may ask.
 */
final class OutcomeWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecords<byte[], byte[]>> listener;
  private final AtomicLong count = new AtomicLong();
  private final Thread thread;
  private volatile boolean isClosing;

  private OutcomeWatch(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecords<byte[], byte[]>> listener) {
    this.consumer = consumer;
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name("outcome-watch").unstarted(this::watch);
  }

  /** Watches from the beginning of the topic. */
  static OutcomeWatch start(BenchRig rig, Consumer<ConsumerRecords<byte[], byte[]>> listener) {
    Map<String, Object> config =
        rig.client(
            Map.of(
                "isolation.level", "read_committed",
                "max.poll.records", "10000",
                "fetch.max.wait.ms", "5"));
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    String topic = Topics.standard().outcomes();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    OutcomeWatch watch = new OutcomeWatch(consumer, listener);
    watch.thread.start();
    return watch;
  }

  /** Outcomes so far. */
  long count() {
    return count.get();
  }

  /**
   * Waits until there are so many.
   *
   * @return the moment, on the clock of {@link System#nanoTime}
   * @throws BenchException if they do not come within the time
   */
  long await(long expected, Duration longest) throws InterruptedException {
    long deadlineNs = System.nanoTime() + longest.toNanos();
    while (count.get() < expected) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new BenchException(
            "outcomes: " + count.get() + " (expected: " + expected + " within " + longest + ")",
            null);
      }
      Thread.sleep(1);
    }
    return System.nanoTime();
  }

  private void watch() {
    while (!isClosing) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        listener.accept(records);
        count.addAndGet(records.count());
      }
    }
    consumer.close();
  }

  @Override
  public void close() {
    isClosing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
