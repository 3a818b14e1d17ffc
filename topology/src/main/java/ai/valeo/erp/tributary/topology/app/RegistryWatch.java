package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.access.Pauses;
import ai.valeo.erp.tributary.topology.stream.RegistryGate;
import ai.valeo.erp.tributary.topology.stream.TopologyMetrics;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the stream while records wait for a schema registry that does not answer, asks the
 * registry again and again, and lets the stream go on when it is back. The stream keeps its place
 * in the group and its transactions meanwhile: nothing blocks. Any thread.
 */
final class RegistryWatch implements RegistryGate, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryWatch.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final IntPredicate isSettled;
  private final TopologyMetrics metrics;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final Pauses pauses =
      new Pauses(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault()::nextDouble);
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("registry-watch").daemon().unstarted(task));
  private volatile @Nullable StreamRun run;

  /**
   * A watch that has nothing to do yet.
   *
   * @param isSettled whether a record with that schema id need not wait any more; may block
   */
  RegistryWatch(IntPredicate isSettled, TopologyMetrics metrics) {
    this.isSettled = isSettled;
    this.metrics = metrics;
  }

  void attach(StreamRun stream) {
    run = stream;
  }

  boolean isClosed() {
    return isClosed.get();
  }

  @Override
  public synchronized void closed(int schemaId, String message) {
    StreamRun stream = run;
    if (stream == null || !isClosed.compareAndSet(false, true)) {
      return;
    }
    stream.pause();
    metrics.stalled(true);
    LOG.atWarn()
        .addKeyValue("schemaId", schemaId)
        .addKeyValue("why", message)
        .log("Records wait for the schema registry");
    prober.execute(() -> probeLater(stream, schemaId));
  }

  private void probeLater(StreamRun stream, int schemaId) {
    var unused =
        prober.schedule(
            () -> probe(stream, schemaId), pauses.next().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void probe(StreamRun stream, int schemaId) {
    if (answers(schemaId)) {
      pauses.reset();
      open(stream);
    } else {
      probeLater(stream, schemaId);
    }
  }

  /** Whatever goes wrong with asking, it is asked again: else the stream would pause for ever. */
  private boolean answers(int schemaId) {
    try {
      return isSettled.test(schemaId);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("Schema registry cannot be asked");
      return false;
    }
  }

  /** In one step: a stream that is closed again meanwhile must not be resumed. */
  private synchronized void open(StreamRun stream) {
    isClosed.set(false);
    metrics.stalled(false);
    LOG.atInfo().log("Schema registry answers again");
    stream.resume();
  }

  @Override
  public void close() {
    prober.shutdownNow();
    metrics.stalled(false);
  }
}
