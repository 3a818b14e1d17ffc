package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.view.ViewListener;
import ai.valeo.erp.tributary.graphql.view.store.StateDamage;
import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the views' Streams application. The supervisor starts, watches and closes it; stream
 * threads report how it fails.
 */
final class ViewRun implements StreamsUncaughtExceptionHandler, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ViewRun.class);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

  private final KafkaStreams streams;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Throwable failure;

  /**
   * A run that is not started yet.
   *
   * @param listener is told when views are restored or move
   */
  ViewRun(KafkaStreams streams, ViewListener listener) {
    this.streams = streams;
    streams.setUncaughtExceptionHandler(this);
    streams.setStateListener((now, before) -> {
      log.atInfo().addKeyValue("from", before).addKeyValue("to", now).log("Views changed state");
      listener.everythingChanged();
      if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
        ended.countDown();
      }
    });
  }

  /** Starts; damaged state may show here already, in the caller's thread. */
  void start() {
    try {
      streams.start();
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable thrown) {
    fail(thrown);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void fail(Throwable thrown) {
    failure = thrown;
    if (AccessRefusal.of(thrown) == null) { // a refusal is said once by who watches
      log.atError().setCause(thrown).log("Views failed");
    }
    ended.countDown();
  }

  /** Waits for the end; false if it still lives after the time. */
  boolean awaitEnd(Duration time) throws InterruptedException {
    return ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What it died of, if it did. */
  @Nullable Throwable failure() {
    return failure;
  }

  boolean isDamaged() {
    return StateDamage.isDamage(failure);
  }

  boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  KafkaStreams streams() {
    return streams;
  }

  /** Committed records not taken in, as the consumers last knew. */
  long lag() {
    double lag = 0;
    for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
      MetricName name = metric.getKey();
      boolean isLag = name.name().equals("records-lag") && name.tags().containsKey("partition");
      if (isLag && metric.getValue().metricValue() instanceof Double value && value > 0) {
        lag += value;
      }
    }
    return (long) lag;
  }

  /** How often its threads have committed; falls when one of them ends. */
  double commits() {
    double commits = 0;
    for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
      MetricName name = metric.getKey();
      boolean isCount =
          name.name().equals("commit-total") && name.group().equals("stream-thread-metrics");
      if (isCount && metric.getValue().metricValue() instanceof Double value) {
        commits += value;
      }
    }
    return commits;
  }

  /** Stops and leaves the group, so that a start soon after need not wait. */
  @Override
  public void close() {
    boolean isClosed =
        streams.close(
            CloseOptions.timeout(CLOSE_TIME)
                .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    if (!isClosed) {
      log.atWarn().log("Views did not stop in time");
    }
  }
}
