package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.edge.core.Sighting;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * What the heartbeats say of one node's incarnations: the centre's register of who took which name,
 * in which order.
 *
 * <p>Threading: one thread at a time; {@link #stop} and {@link #close} by any. The lock keeps the
 * consumer to one thread.
 */
public final class NodeRegister implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration GLANCE = Duration.ofMillis(10);

  private final EdgeNodeId node;
  private final TopicPartition partition;
  private final Deserializer<EdgeNodeStatus> deserializer;
  private final Consumer<byte[], byte[]> consumer;
  private final long timeoutNanos;
  private final SortedMap<Integer, Sighting> sightings = new TreeMap<>();
  private final Map<String, Life> runs = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;

  /**
   * Life of one run of a process, as its heartbeats show.
   *
   * @param run the run; empty = unknown, of an older program
   * @param store its store; empty likewise
   * @param first place of its first heartbeat in the topic
   * @param last place of its last one
   * @param left whether the last one said goodbye
   */
  public record Life(String run, String store, long first, long last, boolean left) {

    /**
     * Whether, of this run and another one of the same store that are both at work, this one stays.
     * Runs are named by when they began, so the elder one stays, and both come to the same result,
     * whatever compaction has left of the register for either to see.
     *
     * @param otherAnnouncedAt place of the other's announcement, for runs without a name
     */
    public boolean staysBefore(String other, long otherAnnouncedAt) {
      return run.isEmpty() ? first < otherAnnouncedAt : run.compareTo(other) < 0;
    }
  }

  /**
   * The register of a node.
   *
   * @param topic where heartbeats are; its one partition keeps their order
   */
  public NodeRegister(
      EdgeNodeId node, String topic, AvroSerdes serdes, Consumer<byte[], byte[]> consumer) {
    this.node = node;
    this.consumer = consumer;
    partition = new TopicPartition(topic, 0);
    deserializer = serdes.deserializer(EdgeNodeStatus.class);
    timeoutNanos = TimeUnit.MINUTES.toNanos(2);
  }

  /** Reads all there is; blocks on the network. */
  public void open() {
    lock.lock();
    try {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      readOn();
    } finally {
      lock.unlock();
    }
  }

  /** Reads what has come since. */
  public void read() {
    lock.lock();
    try {
      readOn();
    } finally {
      lock.unlock();
    }
  }

  /** Takes what has come since, without waiting for the broker: a little may come next time. */
  public void glance() {
    lock.lock();
    try {
      consumer.poll(GLANCE).forEach(this::note);
    } finally {
      lock.unlock();
    }
  }

  private void readOn() {
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long movedNanos = System.nanoTime();
    for (long place = consumer.position(partition); place < end; ) {
      if (closed || System.nanoTime() - movedNanos > timeoutNanos) {
        throw new IllegalStateException("The register of nodes cannot be read to its end");
      }
      consumer.poll(POLL).forEach(this::note);
      long now = consumer.position(partition);
      movedNanos = now > place ? System.nanoTime() : movedNanos; // slow is not stuck
      place = now;
    }
  }

  /** The incarnations of the node, by number. */
  public SortedMap<Integer, Sighting> sightings() {
    return sightings;
  }

  /** Runs of a store other than one, as far as their heartbeats are still there. */
  public List<Life> othersOf(String store, String run) {
    return runs.values().stream()
        .filter(life -> !life.run().equals(run))
        .filter(life -> life.store().isEmpty() || life.store().equals(store))
        .toList();
  }

  private void note(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    int incarnation = Incarnation.numberOf(node, new String(record.key(), StandardCharsets.UTF_8));
    EdgeNodeStatus status = incarnation == 0 ? null : decode(record);
    if (status == null) {
      return;
    }
    String store = status.getStoreId();
    String run = status.getRunId();
    sightings.merge(
        incarnation,
        new Sighting(incarnation, store, run, status.getLastSequence()),
        NodeRegister::later);
    String name = run == null ? "" : run;
    boolean left = status.getState() == ConnectionState.OFFLINE;
    runs.merge(
        name,
        new Life(name, store == null ? "" : store, record.offset(), record.offset(), left),
        (before, now) -> new Life(name, now.store(), before.first(), now.last(), now.left()));
  }

  /** Who came first owns the name; the last run and the highest sequence count. */
  private static Sighting later(Sighting before, Sighting now) {
    return new Sighting(
        now.incarnation(),
        before.owner() == null ? now.owner() : before.owner(),
        now.run(),
        Math.max(before.lastSequence(), now.lastSequence()));
  }

  private @Nullable EdgeNodeStatus decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      return deserializer.deserialize(record.topic(), record.value());
    } catch (RuntimeException e) {
      if (SerdeFailures.isRecordAtFault(e)) {
        return null; // garbage says nothing of anybody
      }
      throw e;
    }
  }

  /** Makes reading end, now and for ever. */
  public void stop() {
    closed = true;
    consumer.wakeup();
  }

  @Override
  public void close() {
    stop();
    lock.lock();
    try {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    } finally {
      lock.unlock();
    }
  }
}
