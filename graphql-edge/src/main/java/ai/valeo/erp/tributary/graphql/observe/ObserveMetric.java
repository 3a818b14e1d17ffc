package ai.valeo.erp.tributary.graphql.observe;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of operations. */
public enum ObserveMetric implements CataloguedMetric {
  OPERATIONS(
      timer(
              "tributary.central.graphql.operations",
              "Time of queries and mutations by name; the first 50 names that come often, all others as other.",
              "share over 0.5 s; result error grows")
          .by("operation", "kind", "result")),
  SLOW(
      counter(
          "tributary.central.graphql.slow",
          "Queries and mutations that took central.slow.query.ms or longer.",
          "more than a few in 100 requests"));

  private final Metric metric;

  ObserveMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
