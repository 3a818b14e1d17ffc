package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.store.EdgeStore;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node does for its store every minute, in a thread of its own. */
final class Upkeep implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final long PERIOD_SECONDS = 60;

  private final EdgeStore store;
  private final Retention retention;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;

  Upkeep(EdgeStore store, Retention retention, InstantSource clock) {
    this.store = store;
    this.retention = retention;
    this.clock = clock;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("edge-upkeep").daemon(true).factory());
  }

  void start() {
    var unused =
        timer.scheduleWithFixedDelay(this::tick, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** What fails now may work in a minute; the timer must not end for it. */
  void tick() {
    try {
      store.run(transaction -> transaction.saveAge(clock.millis()));
      retention.apply(store);
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("The upkeep of the store failed");
    }
  }

  @Override
  public void close() {
    tick();
    timer.shutdown();
    try {
      if (!timer.awaitTermination(PERIOD_SECONDS, TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
