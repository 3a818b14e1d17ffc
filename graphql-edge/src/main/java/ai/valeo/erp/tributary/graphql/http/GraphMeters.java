package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.meter.TaggedCounters;
import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes what a process measures of its GraphQL requests. Any thread. */
public final class GraphMeters {

  private static final Duration[] TIME_BORDERS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  /** Statuses that are shown before the first request: a rate needs a beginning. */
  private static final List<Integer> SHOWN = List.of(200, 500, 503);

  private final MeterRegistry registry;
  private final CataloguedMetric requests;
  private final Map<Integer, Timer> times = new ConcurrentHashMap<>();
  private final TaggedCounters errors;
  private final Counter documentMisses;

  /** Writes these metrics into a registry. */
  public GraphMeters(MeterRegistry registry, Catalogue catalogue) {
    this.registry = registry;
    this.requests = catalogue.requests;
    this.errors = new TaggedCounters(registry, catalogue.errors, "INTERNAL");
    this.documentMisses =
        Counter.builder(catalogue.documentMisses.id())
            .description(catalogue.documentMisses.meaning())
            .register(registry);
    SHOWN.forEach(this::timer);
  }

  /**
   * The process's metrics.
   *
   * @param requests time of requests, by HTTP status
   * @param errors errors in answers, by code
   * @param documentMisses documents that had to be parsed
   */
  public record Catalogue(
      CataloguedMetric requests, CataloguedMetric errors, CataloguedMetric documentMisses) {}

  /** A document had to be parsed. */
  public void documentMissed() {
    documentMisses.increment();
  }

  Timer.Sample begin() {
    return Timer.start(registry);
  }

  void failed(String code) {
    errors.increment(code);
  }

  void answered(Timer.Sample begun, int status) {
    begun.stop(timer(status));
  }

  private Timer timer(int status) {
    return times.computeIfAbsent(
        status,
        one ->
            Timer.builder(requests.id())
                .description(requests.meaning())
                .serviceLevelObjectives(TIME_BORDERS)
                .tag("status", Integer.toString(one))
                .register(registry));
  }
}
