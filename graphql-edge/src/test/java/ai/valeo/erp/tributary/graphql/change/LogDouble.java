package ai.valeo.erp.tributary.graphql.change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A log in memory that any number of readers read. Any thread. */
public final class LogDouble implements ChangeSource {

  private static final long LOOK_MS = 20;

  private final Set<String> topics;
  private final int partitions;
  private final Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> records = new HashMap<>();
  private final Map<TopicPartition, Long> begins = new HashMap<>();
  private int id = 1;
  public final AtomicInteger readings = new AtomicInteger();

  public LogDouble(Set<String> topics, int partitions) {
    this.topics = topics;
    this.partitions = partitions;
  }

  /** Adds a record without headers. */
  public void add(String topic, String key, byte[] value) {
    add(topic, key, value, new RecordHeaders());
  }

  /** Adds a record. */
  public synchronized void add(String topic, String key, byte @Nullable [] value, Headers headers) {
    TopicPartition at = new TopicPartition(topic, Math.floorMod(key.hashCode(), partitions));
    var there = records.computeIfAbsent(at, made -> new ArrayList<>());
    there.add(
        new ConsumerRecord<>(
            topic,
            at.partition(),
            there.size(),
            0,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key,
            value,
            headers,
            Optional.empty()));
    notifyAll();
  }

  /** Lets go of all records there are of a topic. */
  public synchronized void cut(String topic) {
    for (TopicPartition at : ChangeFeed.partitions(topic, partitions)) {
      begins.put(at, (long) records.getOrDefault(at, List.of()).size());
    }
  }

  /** Makes the topics anew, as far as their identity goes. */
  public synchronized void renew() {
    id++;
  }

  @Override
  public synchronized Map<String, Shape> shapes(Set<String> asked) {
    Map<String, Shape> shapes = new HashMap<>();
    topics.forEach(topic -> shapes.put(topic, new Shape(partitions, id)));
    return shapes;
  }

  @Override
  public Consumer<String, byte[]> reader(String name) {
    if (name.equals("missed")) {
      readings.incrementAndGet();
    }
    return new Reader();
  }

  private synchronized List<ConsumerRecord<String, byte[]>> from(TopicPartition at, long offset) {
    var there = records.getOrDefault(at, List.of());
    return List.copyOf(there.subList((int) Math.min(offset, there.size()), there.size()));
  }

  private synchronized void pause(long ms) {
    try {
      wait(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Reader extends MockConsumer<String, byte[]> {

    Reader() {
      super("none");
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> asked) {
      Map<TopicPartition, Long> ends = new HashMap<>();
      asked.forEach(at -> ends.put(at, (long) from(at, 0).size()));
      return ends;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> asked) {
      Map<TopicPartition, Long> found = new HashMap<>();
      synchronized (LogDouble.this) {
        asked.forEach(at -> found.put(at, begins.getOrDefault(at, 0L)));
      }
      return found;
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
      boolean hasAny = gather();
      if (!hasAny) {
        LogDouble.this.pause(Math.min(LOOK_MS, timeout.toMillis()));
        gather();
      }
      return super.poll(Duration.ZERO);
    }

    private boolean gather() {
      updateBeginningOffsets(beginningOffsets(assignment()));
      updateEndOffsets(endOffsets(assignment()));
      boolean hasAny = false;
      for (TopicPartition at : assignment()) {
        for (ConsumerRecord<String, byte[]> record : from(at, position(at))) {
          addRecord(record);
          hasAny = true;
        }
      }
      return hasAny;
    }
  }
}
