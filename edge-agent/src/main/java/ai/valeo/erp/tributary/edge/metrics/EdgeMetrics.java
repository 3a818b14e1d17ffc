package ai.valeo.erp.tributary.edge.metrics;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Writes the {@link EdgeMetric} catalogue. Any thread. */
public final class EdgeMetrics {

  private static final String NODE = "node";
  private static final String OTHER = "OTHER";
  private static final Duration[] CAPTURE_BOUNDS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 500).map(Duration::ofMillis).toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final String node;
  private final Timer captureTime;
  private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

  /** Metrics of one node; its name is a tag, so that several nodes can share a registry. */
  public EdgeMetrics(MeterRegistry registry, String node) {
    this.registry = registry;
    this.node = node;
    captureTime =
        Timer.builder(EdgeMetric.CAPTURE_TIME.id())
            .description(EdgeMetric.CAPTURE_TIME.meaning())
            .serviceLevelObjectives(CAPTURE_BOUNDS)
            .tag(NODE, node)
            .register(registry);
  }

  /** A mutation was captured. */
  public void captured(OperationType operation) {
    counter(EdgeMetric.CAPTURED, "operation", operation.name()).increment();
  }

  /** A call to capture took so long. */
  public void captureTook(long nanos) {
    captureTime.record(Duration.ofNanos(nanos));
  }

  /** A draft was refused. */
  public void refused(Reason reason) {
    counter(EdgeMetric.REFUSED, "reason", reason.name()).increment();
  }

  /** An answer had its effect. */
  public void answered(Answer.Verdict verdict) {
    counter(
            EdgeMetric.ANSWERED,
            "state",
            verdict.state().name(),
            "reason",
            known(verdict.code() == null ? "" : verdict.code()))
        .increment();
  }

  /** Something happened so many times. */
  public void count(EdgeMetric metric, long times) {
    if (times > 0) {
      counter(metric).increment((double) times);
    }
  }

  /** Shows a value of the node itself. */
  public <T> void gauge(EdgeMetric metric, T source, ToDoubleFunction<T> value) {
    Gauge.builder(metric.id(), source, value)
        .description(metric.meaning())
        .tag(NODE, node)
        .register(registry);
  }

  /** Shows a part of a value. */
  public void gauge(EdgeMetric metric, String tag, String part, Supplier<Number> value) {
    Gauge.builder(metric.id(), value)
        .description(metric.meaning())
        .tag(NODE, node)
        .tag(tag, part)
        .register(registry);
  }

  /** Shows a value of one remote. */
  public void gauge(EdgeMetric metric, Remote remote, Supplier<Number> value) {
    Gauge.builder(metric.id(), value)
        .description(metric.meaning())
        .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
        .tag(NODE, node)
        .tag("remote", remote.name())
        .register(registry);
  }

  /** The centre may be newer and know reasons that this node does not; tags stay bounded. */
  private static String known(String code) {
    if (code.isEmpty()) {
      return "NONE";
    }
    return Arrays.stream(Reason.values()).anyMatch(reason -> reason.name().equals(code))
        ? code
        : OTHER;
  }

  private Counter counter(EdgeMetric metric, String... tags) {
    return counters.computeIfAbsent(
        Stream.concat(Stream.of(metric.id()), Arrays.stream(tags)).toList(),
        key ->
            Counter.builder(metric.id())
                .description(metric.meaning())
                .tag(NODE, node)
                .tags(tags)
                .register(registry));
  }
}
