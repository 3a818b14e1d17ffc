package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** Writes the {@link TopologyMetric} catalogue. Any thread. */
public final class TopologyMetrics {

  private static final Duration[] LATENCY_BOUNDS =
      List.of(5, 10, 20, 30, 50, 75, 100, 200, 500, 1_000, 5_000, 60_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);
  private static final Duration[] BATCH_BOUNDS =
      List.of(1, 2, 5, 10, 20, 50, 100, 500).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);
  private static final String NO_REASON = "NONE";

  private final MeterRegistry registry;
  private final Counter received;
  private final Counter duplicates;
  private final DistributionSummary batchSize;
  private final DistributionSummary windowSize;
  private final Timer batchTime;
  private final Timer latency;
  private final LongAdder inbox = new LongAdder();
  private final AtomicInteger stalled = new AtomicInteger();
  private final Map<Reason, Counter> quarantined = new ConcurrentHashMap<>();
  private final Map<List<String>, Counter> labelled = new ConcurrentHashMap<>();

  public TopologyMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.received = counter(TopologyMetric.RECEIVED).register(registry);
    this.duplicates = counter(TopologyMetric.DUPLICATES).register(registry);
    this.batchSize = summary(TopologyMetric.BATCH_SIZE, 1, 5, 10, 25, 50, 100);
    this.windowSize = summary(TopologyMetric.WINDOW_SIZE, 1, 10, 50, 100, 500, 1_000, 5_000);
    this.batchTime = timer(TopologyMetric.BATCH_TIME, BATCH_BOUNDS);
    this.latency = timer(TopologyMetric.LATENCY, LATENCY_BOUNDS);
    gauge(TopologyMetric.INBOX, inbox, LongAdder::sum);
    gauge(TopologyMetric.STALLED, stalled, AtomicInteger::get);
  }

  void received() {
    received.increment();
  }

  void duplicate() {
    duplicates.increment();
  }

  void quarantined(Reason reason) {
    quarantined
        .computeIfAbsent(
            reason,
            name ->
                counter(TopologyMetric.QUARANTINED).tag("reason", name.name()).register(registry))
        .increment();
  }

  void signatureRefused(Reason reason) {
    labelled
        .computeIfAbsent(
            List.of("signature", reason.name()),
            labels ->
                counter(TopologyMetric.SIGNATURES_REFUSED)
                    .tag("reason", reason.name())
                    .register(registry))
        .increment();
  }

  /** An outcome; the type is one of the catalogue, or empty. */
  void outcome(String state, String reason, String entityType) {
    labelled
        .computeIfAbsent(
            List.of(state, reason, entityType),
            labels ->
                counter(TopologyMetric.OUTCOMES)
                    .tag("state", state)
                    .tag("reason", reason.isEmpty() ? NO_REASON : reason)
                    .tag("type", entityType)
                    .register(registry))
        .increment();
  }

  /** An answer to a ruling. */
  void ruling(String state, String reason) {
    labelled
        .computeIfAbsent(
            List.of("ruling", state, reason, ""),
            labels ->
                counter(TopologyMetric.RULINGS)
                    .tag("state", state)
                    .tag("reason", reason.isEmpty() ? NO_REASON : reason)
                    .register(registry))
        .increment();
  }

  void conflict(String entityType, String strategy) {
    labelled
        .computeIfAbsent(
            List.of(entityType, strategy),
            labels ->
                counter(TopologyMetric.CONFLICTS)
                    .tag("type", entityType)
                    .tag("strategy", strategy)
                    .register(registry))
        .increment();
  }

  void batch(int mutations, long nanos) {
    batchSize.record(mutations);
    batchTime.record(Duration.ofNanos(nanos));
  }

  void window(int mutations) {
    windowSize.record(mutations);
  }

  void latency(long ms) {
    latency.record(Duration.ofMillis(Math.max(0, ms)));
  }

  void inbox(int change) {
    inbox.add(change);
  }

  /** Whether records wait for a schema registry. */
  public void stalled(boolean isStalled) {
    stalled.set(isStalled ? 1 : 0);
  }

  /** Shows a value of the process itself. */
  public <T> void gauge(TopologyMetric metric, T source, ToDoubleFunction<T> value) {
    Gauge.builder(metric.id(), source, value)
        .description(metric.meaning())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .strongReference(true)
        .register(registry);
  }

  private Timer timer(TopologyMetric metric, Duration... bounds) {
    return Timer.builder(metric.id())
        .description(metric.meaning())
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  private DistributionSummary summary(TopologyMetric metric, double... bounds) {
    return DistributionSummary.builder(metric.id())
        .description(metric.meaning())
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  private static Counter.Builder counter(TopologyMetric metric) {
    return Counter.builder(metric.id()).description(metric.meaning());
  }
}
