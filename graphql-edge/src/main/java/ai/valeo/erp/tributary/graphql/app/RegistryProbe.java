package ai.valeo.erp.tributary.graphql.app;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Knows whether the schema registry answers. It is asked on a thread of its own, since one that is
 * away may take long to be silent. Any thread.
 */
final class RegistryProbe implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final BooleanSupplier isReachable;
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("central-registry").daemon().factory());
  private volatile boolean isAway;

  /**
   * Asks nothing yet.
   *
   * @param isReachable asks the registry; may block
   */
  RegistryProbe(BooleanSupplier isReachable) {
    this.isReachable = isReachable;
  }

  void start() {
    var unused =
        prober.scheduleWithFixedDelay(this::look, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    isAway = !isReachable.getAsBoolean();
  }

  /** Whether it did not answer when it was asked last. */
  boolean isAway() {
    return isAway;
  }

  @Override
  public void close() {
    prober.shutdownNow();
  }
}
