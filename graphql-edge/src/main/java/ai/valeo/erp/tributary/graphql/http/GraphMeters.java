package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

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

  private final MeterRegistry registry;
  private final Catalogue catalogue;

  /** Writes these metrics into a registry. */
  public GraphMeters(MeterRegistry registry, Catalogue catalogue) {
    this.registry = registry;
    this.catalogue = catalogue;
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
    counter(catalogue.documentMisses).increment();
  }

  Timer.Sample begin() {
    return Timer.start(registry);
  }

  void failed(String code) {
    counter(catalogue.errors, "code", code).increment();
  }

  void answered(Timer.Sample begun, int status) {
    begun.stop(
        Timer.builder(catalogue.requests.id())
            .description(catalogue.requests.meaning())
            .serviceLevelObjectives(TIME_BORDERS)
            .tag("status", Integer.toString(status))
            .register(registry));
  }

  private Counter counter(CataloguedMetric metric, String... tags) {
    return Counter.builder(metric.id()).description(metric.meaning()).tags(tags).register(registry);
  }
}
