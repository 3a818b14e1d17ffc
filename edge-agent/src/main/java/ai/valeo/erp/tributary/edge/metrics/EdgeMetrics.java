package ai.valeo.erp.tributary.edge.metrics;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.schemas.access.AccessRefusal;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Writes the {@link EdgeMetric} catalogue. Any thread. */
public final class EdgeMetrics {

  private static final String NODE = "node";
  private static final String OTHER = "OTHER";
  private static final String NONE = "NONE";
  private static final String REASON = "reason";
  private static final String OPERATION = "operation";
  private static final Duration[] WAY_BOUNDS =
      Stream.of(10, 50, 100, 500, 1_000, 5_000, 60_000, 3_600_000, 86_400_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);
  private static final Duration[] CAPTURE_BOUNDS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 500).map(Duration::ofMillis).toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final String node;
  private final InstantSource clock;
  private final Timer captureTime;
  private final Timer publishTime;
  private final Timer settleTime;
  private final Map<EdgeMetric, Counter> plain = new EnumMap<>(EdgeMetric.class); // never changed
  private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

  /**
   * Metrics of one node; its name is a tag, so that several nodes can share a registry.
   *
   * @param clock the clock that mutations are captured by
   */
  public EdgeMetrics(MeterRegistry registry, String node, InstantSource clock) {
    this.registry = registry;
    this.node = node;
    this.clock = clock;
    captureTime = timer(EdgeMetric.CAPTURE_TIME, CAPTURE_BOUNDS);
    publishTime = timer(EdgeMetric.PUBLISH_TIME, WAY_BOUNDS);
    settleTime = timer(EdgeMetric.SETTLE_TIME, WAY_BOUNDS);
    for (EdgeMetric metric : EdgeMetric.values()) {
      if (metric.metric().kind() == Metric.Kind.COUNTER && metric.metric().tags().size() == 1) {
        plain.put(metric, counter(metric));
      }
    }
    Arrays.stream(OperationType.values())
        .forEach(operation -> counter(EdgeMetric.CAPTURED, OPERATION, operation.name()));
    counter(EdgeMetric.REFUSED, REASON, Reason.INVARIANT.name());
    counter(EdgeMetric.ANSWERED, "state", "APPLIED", REASON, NONE);
    for (AccessRefusal.Kind kind : AccessRefusal.Kind.values()) {
      counter(EdgeMetric.KAFKA_REFUSALS, "kind", kind.name());
    }
  }

  /** A mutation was captured. */
  public void captured(OperationType operation) {
    counter(EdgeMetric.CAPTURED, OPERATION, operation.name()).increment();
  }

  /** A call to capture took so long. */
  public void captureTook(long nanos) {
    captureTime.record(Duration.ofNanos(nanos));
  }

  /** A draft was refused. */
  public void refused(Reason reason) {
    counter(EdgeMetric.REFUSED, REASON, reason.name()).increment();
  }

  /** The broker has acknowledged a mutation captured at that time. */
  public void published(long capturedAtMs) {
    count(EdgeMetric.PUBLISHED, 1);
    publishTime.record(Math.max(0, clock.millis() - capturedAtMs), TimeUnit.MILLISECONDS);
  }

  /** An answer had its effect. */
  public void answered(Answer answer) {
    CaptureTime.ofMs(answer.mutationId())
        .ifPresent(
            ms -> settleTime.record(Math.max(0, clock.millis() - ms), TimeUnit.MILLISECONDS));
    Answer.Verdict verdict = answer.verdict();
    counter(
            EdgeMetric.ANSWERED,
            "state",
            verdict.state().name(),
            REASON,
            known(verdict.code() == null ? "" : verdict.code()))
        .increment();
  }

  /** Broker and node do not come together. */
  public void accessRefused(AccessRefusal.Kind kind) {
    counter(EdgeMetric.KAFKA_REFUSALS, "kind", kind.name()).increment();
  }

  /** Something happened so many times. */
  public void count(EdgeMetric metric, long times) {
    Counter counter = plain.get(metric);
    if (counter == null) {
      throw new IllegalArgumentException(metric + " (expected: a counter without further tags)");
    }
    counter.increment((double) times);
  }

  /** Shows Kafka's own metrics of a session's clients, until that is closed. */
  public ClientMeters clients(Producer<?, ?> producer, Consumer<?, ?> consumer) {
    return new ClientMeters(producer, consumer, registry);
  }

  /** Shows a value of the node itself. */
  public <T> void gauge(EdgeMetric metric, T source, ToDoubleFunction<T> value) {
    Gauge.builder(metric.id(), source, value)
        .description(metric.meaning())
        .baseUnit(unit(metric))
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
        .baseUnit(unit(metric))
        .tag(NODE, node)
        .tag("remote", remote.name())
        .register(registry);
  }

  /** The centre may be newer and know reasons that this node does not; tags stay bounded. */
  private static String known(String code) {
    if (code.isEmpty()) {
      return NONE;
    }
    return Arrays.stream(Reason.values()).anyMatch(reason -> reason.name().equals(code))
        ? code
        : OTHER;
  }

  private static @Nullable String unit(EdgeMetric metric) {
    return metric.unit().isEmpty() ? null : metric.unit();
  }

  private Timer timer(EdgeMetric metric, Duration... bounds) {
    return Timer.builder(metric.id())
        .description(metric.meaning())
        .serviceLevelObjectives(bounds)
        .tag(NODE, node)
        .register(registry);
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
