package ai.valeo.erp.tributary.graphql.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts what the views take in, and tells who listens. Any thread. */
public final class ViewMetrics {

  private static final double P50 = 0.5;
  private static final double P95 = 0.95;
  private static final double P99 = 0.99;
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final int SLICES = 4;

  private final Counter applied;
  private final Counter unreadable;
  private final Counter outdated;
  private final ViewListener listener;
  private final Counter chainBroken;
  private final Timer visible;

  /**
   * Time from the broker's receipt of a change to its answer here, over the last minute.
   *
   * @param p50Ms half of them took no longer
   * @param p95Ms 95 of 100 took no longer
   * @param p99Ms 99 of 100 took no longer
   * @param maxMs the longest
   */
  public record Latency(double p50Ms, double p95Ms, double p99Ms, double maxMs) {}

  /** How long answers took of late; zeros if there was none. */
  public Latency latency() {
    HistogramSnapshot now = visible.takeSnapshot();
    ValueAtPercentile[] values = now.percentileValues();
    return new Latency(
        values[0].value(TimeUnit.MILLISECONDS),
        values[1].value(TimeUnit.MILLISECONDS),
        values[2].value(TimeUnit.MILLISECONDS),
        now.max(TimeUnit.MILLISECONDS));
  }

  /** An answer can be seen so long after the broker received its change. */
  void visible(long latencyMs) {
    visible.record(Math.max(0, latencyMs), TimeUnit.MILLISECONDS);
  }

  /** An entity's audit chain does not hold. */
  void chainBroken() {
    chainBroken.increment();
  }

  /** Registers the meters of {@link CentralMeter} that belong to the views. */
  public ViewMetrics(MeterRegistry registry) {
    this(registry, ViewListener.NONE);
  }

  /**
   * Registers the meters of {@link CentralMeter} that belong to the views.
   *
   * @param listener is told of every change that can be seen
   */
  public ViewMetrics(MeterRegistry registry, ViewListener listener) {
    this.listener = listener;
    applied = CentralMeter.VIEW_RECORDS.counter(registry);
    unreadable = CentralMeter.VIEW_UNREADABLE.counter(registry);
    outdated = CentralMeter.VIEW_OUTDATED.counter(registry);
    chainBroken = CentralMeter.VIEW_CHAIN_BROKEN.counter(registry);
    visible =
        Timer.builder(CentralMeter.VIEW_LATENCY.id())
            .description(CentralMeter.VIEW_LATENCY.meaning())
            .publishPercentiles(P50, P95, P99)
            .distributionStatisticExpiry(SPAN)
            .distributionStatisticBufferLength(SLICES)
            .register(registry);
  }

  /** An entity was taken in. */
  void applied(String entityType, String entityId) {
    applied.increment();
    listener.changed(entityType, entityId);
  }

  /** A record was taken in. */
  void applied() {
    applied.increment();
  }

  /** A record was left out because it can never be read. */
  void unreadable() {
    unreadable.increment();
  }

  /** A record was left out because the view holds a newer version, as happens after a crash. */
  void outdated() {
    outdated.increment();
  }
}
