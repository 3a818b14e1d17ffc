package ai.valeo.erp.tributary.graphql.observe;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of operations. */
public enum ObserveMetric implements CataloguedMetric {
  SLOW(
      "tributary.central.graphql.slow",
      "",
      "Queries and mutations that took central.slow.query.ms or longer.",
      "more than a few in 100 requests");

  private final Metric metric;

  ObserveMetric(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
