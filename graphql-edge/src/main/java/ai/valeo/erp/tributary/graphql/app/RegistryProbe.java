package ai.valeo.erp.tributary.graphql.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Knows whether the schema registry answers. It is asked on a thread of its own, since one that is
 * away may take long to be silent. Any thread.
 */
final class RegistryProbe implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RegistryProbe.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** What is known of the registry. */
  enum Answer {
    /** Nobody has heard of it yet: the first question is still open. */
    NOT_ASKED,
    /** It answered when it was asked last. */
    ANSWERS,
    /** It did not answer when it was asked last. */
    SILENT
  }

  private final BooleanSupplier isReachable;
  private final Duration pause;
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("central-registry").daemon().factory());
  private volatile Answer last = Answer.NOT_ASKED;

  /**
   * Asks nothing yet.
   *
   * @param isReachable asks the registry; may block
   */
  RegistryProbe(BooleanSupplier isReachable) {
    this(isReachable, PAUSE);
  }

  /** Asks nothing yet, and later with this pause between two questions. */
  RegistryProbe(BooleanSupplier isReachable, Duration pause) {
    this.isReachable = isReachable;
    this.pause = pause;
  }

  /** Asks at once, and then again and again; returns before the first answer. */
  void start() {
    var unused =
        prober.scheduleWithFixedDelay(this::look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A question that ends in an exception must not be the last one, as it would be if it got out.
   */
  private void look() {
    try {
      last = isReachable.getAsBoolean() ? Answer.ANSWERS : Answer.SILENT;
    } catch (RuntimeException e) {
      log.atLevel(last == Answer.SILENT ? Level.DEBUG : Level.WARN)
          .setCause(e)
          .log("The schema registry cannot be asked");
      last = Answer.SILENT;
    }
  }

  /** What it answered last. */
  Answer last() {
    return last;
  }

  @Override
  public void close() {
    prober.shutdownNow();
  }
}
