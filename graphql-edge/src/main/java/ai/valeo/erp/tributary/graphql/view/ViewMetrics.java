package ai.valeo.erp.tributary.graphql.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Counts what the views take in, and tells who listens. Any thread. */
public final class ViewMetrics {

  private static final double MS = 1_000;
  private static final double P50 = 0.5;
  private static final double P95 = 0.95;
  private static final double P99 = 0.99;
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final int SLICES = 4;
  private static final Duration[] LATENCY_BOUNDS =
      bounds(10, 20, 50, 100, 200, 500, 1_000, 5_000, 60_000);
  private static final Duration[] END_TO_END_BOUNDS =
      bounds(50, 100, 200, 500, 1_000, 5_000, 60_000, 3_600_000, 86_400_000);

  private final Counter applied;
  private final Counter unreadable;
  private final Counter outdated;
  private final ViewListener listener;
  private final Counter chainBroken;
  private final Timer visible;
  private final Timer endToEnd;
  private final Map<String, Skew> skews = new ConcurrentHashMap<>();

  private record Skew(long aheadMs, long atMs) {}

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
            .serviceLevelObjectives(LATENCY_BOUNDS)
            .distributionStatisticExpiry(SPAN)
            .distributionStatisticBufferLength(SLICES)
            .register(registry);
    endToEnd =
        Timer.builder(CentralMeter.END_TO_END.id())
            .description(CentralMeter.END_TO_END.meaning())
            .serviceLevelObjectives(END_TO_END_BOUNDS)
            .register(registry);
  }

  /** A change can be seen so long after it was captured. */
  void shown(long sinceCaptureMs) {
    endToEnd.record(Math.max(0, sinceCaptureMs), TimeUnit.MILLISECONDS);
  }

  /** What a node's heartbeat bears as its time, and ours; transport time is not told apart. */
  void heard(String node, long sentAtMs, long nowMs) {
    skews.put(node, new Skew(sentAtMs - nowMs, nowMs));
  }

  /** A node is gone. */
  void gone(String node) {
    skews.remove(node);
  }

  /**
   * How far a node's clock is ahead of ours, in seconds, as of its last heartbeat here; NaN = not
   * known, since its heartbeats come to another instance or do not come.
   *
   * @param sinceMs heartbeats from before do not count
   */
  public double skewSeconds(String node, long sinceMs) {
    Skew skew = skews.get(node);
    return skew == null || skew.atMs < sinceMs ? Double.NaN : skew.aheadMs / MS;
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

  private static Duration[] bounds(long... ms) {
    return LongStream.of(ms).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  /** A record was left out because the view holds a newer version, as happens after a crash. */
  void outdated() {
    outdated.increment();
  }
}
