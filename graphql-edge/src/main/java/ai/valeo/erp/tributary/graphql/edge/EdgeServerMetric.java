package ai.valeo.erp.tributary.graphql.edge;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.timer;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of an edge node's GraphQL; the node's own come beside them. */
public enum EdgeServerMetric implements CataloguedMetric {
  REQUESTS(
      timer(
              "tributary.edge.graphql.requests",
              "GraphQL requests over HTTP, by status.",
              "share of 5xx over 1 %")
          .by("status")),
  ERRORS(
      counter(
              "tributary.edge.graphql.errors",
              "Errors in GraphQL answers, by code.",
              "code INTERNAL grows")
          .by("code")),
  DOCUMENT_MISSES(
      counter(
          "tributary.edge.graphql.document.misses",
          "Documents parsed and validated because the cache did not hold them.",
          "never; information only"));

  private final Metric metric;

  EdgeServerMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
