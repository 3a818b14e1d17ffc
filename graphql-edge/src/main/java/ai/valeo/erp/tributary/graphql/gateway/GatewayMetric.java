package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of the gateway. */
public enum GatewayMetric implements CataloguedMetric {
  ANSWERS(
      "tributary.edge.gateway.answers",
      "",
      "Root fields of the centre answered at the edge, by cache: HIT, STALE, MISS, or OFFLINE.",
      "OFFLINE grows while online"),
  REQUESTS(
      "tributary.edge.gateway.requests",
      "seconds",
      "Requests to the centre, by result: answered, failed.",
      "failed grows while online"),
  SCHEMA_CHECKS(
      "tributary.edge.gateway.schema.checks",
      "",
      "Looks at the centre's schema, by result: same, taken, refused, failed.",
      "any refused"),
  CACHE_BYTES(
      "tributary.edge.gateway.cache.bytes",
      "bytes",
      "Answers of the centre that are kept.",
      "never; information only");

  private final Metric metric;

  GatewayMetric(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
