package ai.valeo.erp.tributary.graphql.http;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** What the health pages of a process say, as metrics. */
public enum HealthMetric implements CataloguedMetric {
  READY(
      gauge(
              "tributary.health.ready",
              "1 while the part's /health/ready says UP, else 0.",
              "0 for 5 minutes")
          .by("part")),
  CHECK(
      gauge(
              "tributary.health.check",
              "1 while this check of the part is well, else 0; the health page tells why.",
              "0 for 5 minutes")
          .by("part", "check")),
  VERSION(
      gauge("tributary.process.version", "Always 1; which version of the program runs.", "")
          .by("part", "version"));

  private final Metric metric;

  HealthMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
