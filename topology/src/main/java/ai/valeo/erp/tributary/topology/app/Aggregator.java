package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.app.AggregatorHealth.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The aggregator: decides mutations from the moment it is started until it is closed, whatever
 * happens to brokers, registry and its own state meanwhile.
 *
 * <p>A thread of its own supervises the stream: it waits for broker and registry, creates missing
 * topics, starts the stream, and starts it again after a failure, wiping damaged state. All methods
 * may be called from any thread.
 */
public final class Aggregator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Aggregator.class);
  private static final Duration STOP_TIME = Duration.ofSeconds(20);

  private final AggregatorSettings settings;
  private final Supervisor supervisor;
  private @Nullable Thread thread;

  /**
   * An aggregator that is not started.
   *
   * @param settings its configuration
   * @param meters where it shows its metrics
   */
  public Aggregator(AggregatorSettings settings, MeterRegistry meters) {
    this(settings, meters, Tracing.OFF);
  }

  /**
   * An aggregator that is not started.
   *
   * @param settings its configuration
   * @param meters where it shows its metrics
   * @param tracing where it records the stages of mutations; closed by whoever made it
   */
  public Aggregator(AggregatorSettings settings, MeterRegistry meters, Tracing tracing) {
    StreamMeters.prepare(meters, settings.process().metricsLevel().equals("DEBUG"));
    this.settings = settings;
    this.supervisor = new Supervisor(settings, meters, tracing);
  }

  /**
   * Starts and returns at once; {@link #health} says how far it is.
   *
   * @throws IllegalStateException if it was started before
   */
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("aggregator: started before (expected: a new one)");
    }
    LOG.atInfo().addKeyValue("settings", settings).log("Aggregator starts");
    thread = Thread.ofPlatform().name("aggregator-supervisor").start(supervisor);
  }

  /** How it is now. */
  public AggregatorHealth health() {
    return supervisor.health();
  }

  /**
   * Waits until it decides mutations.
   *
   * @return whether it does; false if the time ran out or it was stopped
   */
  public boolean awaitRunning(Duration time) throws InterruptedException {
    long untilNanos = System.nanoTime() + time.toNanos();
    State state = health().state();
    while (state != State.RUNNING && state != State.STOPPED && System.nanoTime() < untilNanos) {
      TimeUnit.MILLISECONDS.sleep(20);
      state = health().state();
    }
    return state == State.RUNNING;
  }

  /**
   * Completes when it has stopped; exceptionally if it stopped by itself because it cannot work
   * with its configuration or with the topics as they are.
   */
  public CompletableFuture<@Nullable Void> end() {
    return supervisor.end().copy();
  }

  /** Stops cleanly within seconds: commits what is decided, keeps what waits, leaves the group. */
  @Override
  public synchronized void close() {
    supervisor.stop();
    Thread running = thread;
    if (running == null) {
      supervisor.neverRan();
      return;
    }
    try {
      if (!running.join(STOP_TIME)) {
        LOG.atWarn().log("Aggregator did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
