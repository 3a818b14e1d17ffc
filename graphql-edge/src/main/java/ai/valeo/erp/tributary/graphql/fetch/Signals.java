package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.Latest;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures and alerts, which come from looking at them now and then: one look for all who watch at
 * the same pace, none while nobody does. Any thread.
 */
public final class Signals implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Signals.class);
  private static final long[] PACES_MS = {100, 250, 500, 1_000, 2_000, 5_000, 15_000, 60_000};
  private static final long ALERTS_MS = 1_000;
  private static final String FIGURES = "figures";

  private final Supplier<?> figures;
  private final Alerts alerts;
  private final Map<Long, Latest> paces = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("central-signals").daemon().factory());

  /**
   * Signals.
   *
   * @param figures how the aggregator is doing, by its fields' values
   * @param alerts what somebody should look at
   */
  Signals(Supplier<?> figures, Alerts alerts) {
    this.figures = figures;
    this.alerts = alerts;
    var unused =
        clock.scheduleWithFixedDelay(
            () -> look(alerts.latest(), alerts::look), 0, ALERTS_MS, TimeUnit.MILLISECONDS);
  }

  /** The figures, looked at as often as is asked for, or a little less. */
  Latest figures(long everyMs) {
    long pace = PACES_MS[PACES_MS.length - 1];
    for (int i = PACES_MS.length - 1; i >= 0 && PACES_MS[i] >= everyMs; i--) {
      pace = PACES_MS[i];
    }
    Latest latest = paces.computeIfAbsent(pace, this::begin);
    latest.put(FIGURES, figures.get());
    return latest;
  }

  /** The alerts. */
  Latest alerts() {
    alerts.look();
    return alerts.latest();
  }

  private Latest begin(long paceMs) {
    Latest latest = new Latest();
    var unused =
        clock.scheduleWithFixedDelay(
            () -> look(latest, () -> latest.put(FIGURES, figures.get())),
            paceMs,
            paceMs,
            TimeUnit.MILLISECONDS);
    return latest;
  }

  private static void look(Latest latest, Runnable once) {
    try {
      if (latest.isWatched()) {
        once.run();
      }
    } catch (ViewsUnavailableException e) {
      log.atDebug().setCause(e).log("Views are not there to be looked at");
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("Figures cannot be looked at");
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
