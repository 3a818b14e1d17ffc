package ai.valeo.erp.tributary.compose.trace;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** What tracing shows of itself, where it is configured. */
public enum TraceMetric implements CataloguedMetric {
  EXPORTED(
      counter(
          "tributary.trace.spans.exported",
          "Spans that the collector has taken.",
          "no increase while mutations are traced")),
  DROPPED(
      counter(
          "tributary.trace.spans.dropped",
          "Spans that are lost: the collector did not take them, or too many waited.",
          "increase: traces have holes; the mutations themselves do not wait for it"));

  private final Metric metric;

  TraceMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
