package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.feedback.FeedDecoder;
import ai.valeo.erp.tributary.edge.feedback.Feedback;
import ai.valeo.erp.tributary.edge.network.Session;
import ai.valeo.erp.tributary.edge.publish.Publisher;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker: a producer, a consumer and an admin client, with a thread each for
 * publishing and for feedback.
 *
 * <p>Threading: {@link #connect}, {@link #tick} and {@link #leave} by the link; {@link #close} by
 * any thread at any time. The fields set in connect are guarded by the lock.
 */
final class KafkaSession implements Session {

  private static final Logger log = LoggerFactory.getLogger(KafkaSession.class);
  private static final Duration LEAVE = Duration.ofSeconds(5);
  private static final Duration JOIN = Duration.ofSeconds(10);

  private final SessionParts parts;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final Consumer<byte[], byte[]> consumer;
  private final FeedDecoder decoder;
  private final Publisher publisher;
  private final Feedback feedback;
  private final Thread publishing;
  private final Thread feeding;
  private final ReentrantLock lock = new ReentrantLock();
  private Set<TopicPartition> partitions = Set.of();
  private long probedAtNanos;
  private long beatAtNanos;
  private boolean running; // guarded by lock
  private boolean closed; // guarded by lock

  KafkaSession(SessionParts parts) {
    this.parts = parts;
    decoder = parts.decoder();
    admin = parts.clients().admin();
    producer = orClose(parts.clients()::producer, admin);
    consumer = orClose(parts.clients()::consumer, admin, producer);
    publisher = parts.publisher(producer);
    feedback = parts.feedback(consumer, decoder);
    publishing = Thread.ofPlatform().name("edge-publish").daemon(true).unstarted(publisher);
    feeding = Thread.ofPlatform().name("edge-feedback").daemon(true).unstarted(feedback);
  }

  /** Makes one more client; if that fails, none of those made before remains. */
  private static <T> T orClose(Supplier<T> client, AutoCloseable... others) {
    try {
      return client.get();
    } catch (RuntimeException e) {
      for (AutoCloseable other : others) {
        Utils.closeQuietly(other, "a Kafka client");
      }
      throw e;
    }
  }

  @Override
  public void connect() {
    try {
      partitions = describe();
      feedback.prepare(partitions, parts.store());
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
    startThreads();
    probedAtNanos = System.nanoTime();
    beat();
  }

  private void startThreads() {
    lock.lock();
    try {
      if (closed) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        throw new IllegalStateException("The session was closed while it connected");
      }
      running = true;
      feeding.start();
      publishing.start();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void tick() {
    throwIfFailed(feedback.failure());
    throwIfFailed(publisher.failure());
    long nowNanos = System.nanoTime();
    if (nowNanos - probedAtNanos >= parts.settings().network().probe().toNanos()) {
      if (!partitions.equals(describe())) {
        throw new IllegalStateException("The topics have other partitions than before");
      }
      publisher.checkProgress();
      probedAtNanos = nowNanos;
    }
    if (nowNanos - beatAtNanos >= parts.settings().clock().heartbeat().toNanos()) {
      beat();
    }
  }

  @Override
  public void leave() {
    publisher.stop();
    var unused = producer.send(parts.heartbeat(true));
    producer.close(LEAVE);
  }

  @Override
  public void close() {
    boolean wasRunning;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      wasRunning = running;
    } finally {
      lock.unlock();
    }
    publisher.stop();
    feedback.stop();
    publishing.interrupt();
    Utils.closeQuietly(() -> producer.close(Duration.ZERO), "the producer");
    Utils.closeQuietly(() -> admin.close(Duration.ZERO), "the admin client");
    if (wasRunning) {
      join(publishing);
      join(feeding);
    }
  }

  private void beat() {
    beatAtNanos = System.nanoTime();
    try {
      ProducerRecord<byte[], byte[]> record = parts.heartbeat(false);
      var unused = producer.send(record, (metadata, exception) -> logFailure(exception));
    } catch (RuntimeException e) {
      logFailure(e); // mutations may well get through where a heartbeat's schema does not
    }
  }

  private static void logFailure(@Nullable Exception failure) {
    if (failure != null) {
      log.atDebug().setCause(failure).log("Heartbeat not sent");
    }
  }

  /** The partitions to read; fails if the broker does not answer or a topic is missing. */
  private Set<TopicPartition> describe() {
    var topics = new TreeSet<>(decoder.topics());
    topics.add(parts.settings().topics().mutations());
    Collection<TopicDescription> found;
    try {
      long timeoutMs = parts.settings().network().timeout().toMillis();
      found =
          admin
              .describeTopics(topics)
              .allTopicNames()
              .get(timeoutMs, TimeUnit.MILLISECONDS)
              .values();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The broker did not answer: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The broker did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while connecting", e);
    }
    var read =
        new TreeSet<>(
            Comparator.comparing(TopicPartition::topic)
                .thenComparingInt(TopicPartition::partition));
    for (TopicDescription topic : found) {
      if (!topic.name().equals(parts.settings().topics().mutations())) {
        topic
            .partitions()
            .forEach(info -> read.add(new TopicPartition(topic.name(), info.partition())));
      }
    }
    return read;
  }

  private static void throwIfFailed(@Nullable RuntimeException failure) {
    if (failure != null) {
      throw failure;
    }
  }

  /** A listener that ends the session from one of its threads must not wait for itself. */
  private static void join(Thread thread) {
    if (thread.equals(Thread.currentThread())) {
      return;
    }
    try {
      if (!thread.join(JOIN)) {
        log.atWarn().addKeyValue("thread", thread.getName()).log("A thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
