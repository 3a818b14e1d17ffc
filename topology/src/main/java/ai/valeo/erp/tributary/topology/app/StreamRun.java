package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ai.valeo.erp.tributary.topology.store.StoreFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a Kafka Streams instance, from start to its end, whatever ends it.
 *
 * <p>Threads: the supervisor starts and closes it; stream threads report failures.
 */
final class StreamRun
    implements StreamsUncaughtExceptionHandler, KafkaStreams.StateListener, AutoCloseable {

  /** How a life ended. */
  enum Ending {
    /** Somebody closed it. */
    STOPPED,
    /** It failed; starting again may help. */
    FAILED,
    /** Its state on disk is damaged; it must be wiped before it starts again. */
    DAMAGED
  }

  private static final Logger LOG = LoggerFactory.getLogger(StreamRun.class);
  private static final String THREADS = "stream-thread-metrics";
  private static final String COMMITS = "commit-total";
  private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

  /** A thread is replaced at once so often; then the whole stream pauses and starts again. */
  private static final int MAX_THREAD_FAILURES = 3;

  private final KafkaStreams streams;
  private final Runnable onThreadFailure;
  private final AtomicInteger threadFailures = new AtomicInteger();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private volatile boolean isClosed;
  private volatile @Nullable Throwable lastFailure;

  /**
   * Takes over an instance that is not started yet.
   *
   * @param streams the instance; closed with this
   * @param onThreadFailure told whenever a stream thread fails
   */
  StreamRun(KafkaStreams streams, Runnable onThreadFailure) {
    this.streams = streams;
    this.onThreadFailure = onThreadFailure;
    streams.setUncaughtExceptionHandler(this);
    streams.setStateListener(this);
  }

  /** Starts; a damaged state shows here already, in the caller's thread. */
  void start() {
    try {
      streams.start();
    } catch (RuntimeException e) {
      end(e, Ending.DAMAGED);
    }
  }

  /** Waits for the end; none if it still lives after the time. */
  @Nullable Ending awaitEnd(Duration time) throws InterruptedException {
    try {
      return ending.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("An ending never fails", e);
    }
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    onThreadFailure.run();
    if (StoreFailure.isDamage(failure)) {
      end(failure, Ending.DAMAGED);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (AccessRefusal.of(failure) != null) {
      end(failure, Ending.FAILED); // the next thread would be refused the same
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (threadFailures.incrementAndGet() > MAX_THREAD_FAILURES) {
      end(failure, Ending.FAILED);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    lastFailure = failure;
    LOG.atError().setCause(failure).log("Stream thread failed and is replaced");
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private void end(Throwable failure, Ending how) {
    lastFailure = failure;
    if (!ending.complete(how)) {
      return;
    }
    if (AccessRefusal.of(failure) == null) {
      LOG.atError().addKeyValue("ending", how).setCause(failure).log("Stream failed");
    } else {
      LOG.atDebug().setCause(failure).log("Stream was refused by the broker");
    }
  }

  @Override
  public void onChange(State now, State before) {
    LOG.atInfo().addKeyValue("from", before).addKeyValue("to", now).log("Stream state changed");
    if (now == State.ERROR || now == State.NOT_RUNNING) {
      ending.complete(now == State.ERROR ? Ending.FAILED : Ending.STOPPED);
    }
  }

  /** What it died of, if it did. */
  @Nullable Throwable lastFailure() {
    return lastFailure;
  }

  /** Forgives earlier failures of threads: it has run well for a while. */
  void forgive() {
    threadFailures.set(0);
  }

  KafkaStreams streams() {
    return streams;
  }

  boolean isRunning() {
    return streams.state() == State.RUNNING;
  }

  void pause() {
    streams.pause();
  }

  void resume() {
    streams.resume();
  }

  /** Mutations that are published and not yet decided; -1 = not known yet. */
  long lag() {
    long lag = 0;
    boolean known = false;
    for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
      for (TaskMetadata task : thread.activeTasks()) {
        known = true;
        for (var end : task.endOffsets().entrySet()) {
          long done = task.committedOffsets().getOrDefault(end.getKey(), 0L);
          lag += Math.max(0, end.getValue() - Math.max(0, done));
        }
      }
    }
    return known ? lag : -1;
  }

  /** How often its threads have committed; falls when one of them ends. */
  double commits() {
    double commits = 0;
    for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
      MetricName name = metric.getKey();
      if (name.name().equals(COMMITS)
          && name.group().equals(THREADS)
          && metric.getValue().metricValue() instanceof Double value) {
        commits += value;
      }
    }
    return commits;
  }

  /** Whether one of its threads works on a partition now. */
  boolean owns(String topic, int partition) {
    var wanted = new TopicPartition(topic, partition);
    return isRunning()
        && streams.metadataForLocalThreads().stream()
            .flatMap(thread -> thread.activeTasks().stream())
            .anyMatch(task -> task.topicPartitions().contains(wanted));
  }

  /** Whether it has stopped altogether and let go of its files. */
  boolean isClosed() {
    return isClosed;
  }

  /** Stops, keeps what waits in the inboxes, and leaves the group. */
  @Override
  public void close() {
    boolean closed =
        streams.close(
            CloseOptions.timeout(CLOSE_TIME)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    isClosed = closed;
    ending.complete(Ending.STOPPED);
    if (!closed) {
      LOG.atWarn().log("Stream did not stop in time");
    }
  }
}
