package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of an edge node's GraphQL; the node's own come beside them. */
public enum EdgeServerMetric implements CataloguedMetric {
  REQUESTS(
      "tributary.edge.graphql.requests",
      "seconds",
      "GraphQL requests over HTTP, by status.",
      "share of 5xx over 1 %"),
  ERRORS(
      "tributary.edge.graphql.errors",
      "",
      "Errors in GraphQL answers, by code.",
      "code INTERNAL grows"),
  DOCUMENT_MISSES(
      "tributary.edge.graphql.document.misses",
      "",
      "Documents parsed and validated because the cache did not hold them.",
      "never; information only");

  private final Metric metric;

  EdgeServerMetric(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
