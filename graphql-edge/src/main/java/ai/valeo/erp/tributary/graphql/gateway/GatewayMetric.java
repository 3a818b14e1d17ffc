package ai.valeo.erp.tributary.graphql.gateway;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of the gateway. */
public enum GatewayMetric implements CataloguedMetric {
  ANSWERS(
      counter(
              "tributary.edge.gateway.answers",
              "Root fields of the centre answered at the edge, by cache: HIT, STALE, MISS, or OFFLINE.",
              "OFFLINE grows while online")
          .by("cache")),
  REQUESTS(
      timer(
              "tributary.edge.gateway.requests",
              "Requests to the centre, by result: answered, failed.",
              "failed grows while online")
          .by("result")),
  SCHEMA_CHECKS(
      counter(
              "tributary.edge.gateway.schema.checks",
              "Looks at the centre's schema, by result: same, taken, refused, failed.",
              "any refused")
          .by("result")),
  CACHE_BYTES(
      gauge(
              "tributary.edge.gateway.cache.bytes",
              "Answers of the centre that are kept.",
              "never; information only")
          .in("bytes"));

  private final Metric metric;

  GatewayMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
