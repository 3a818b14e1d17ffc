package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Every metric the centre writes itself; Kafka's own come beside them. */
public enum CentralMeter implements CataloguedMetric {
  VIEW_RECORDS(
      "tributary.central.view.records",
      "",
      "Records taken into the views.",
      "stands still while outcomes are produced"),
  VIEW_UNREADABLE(
      "tributary.central.view.unreadable", "", "Records left out: they cannot be read.", "above 0"),
  VIEW_OUTDATED(
      "tributary.central.view.outdated",
      "",
      "Records left out: the view is newer, as happens after a crash.",
      "never; information only"),
  VIEW_CHAIN_BROKEN(
      "tributary.central.view.chain.broken",
      "",
      "Audit entries that do not bear the hash of the entry before, or leave a gap.",
      "above 0"),
  VIEW_LATENCY(
      "tributary.central.view.latency",
      "seconds",
      "Time from the broker's receipt of a change to its answer being visible here.",
      "quantile 0.99 over 1 s for 5 minutes"),
  VIEW_STARTS(
      "tributary.central.view.starts",
      "",
      "Starts of the views' Streams application; the first is normal.",
      "rises more than once in 10 minutes"),
  VIEW_WIPES(
      "tributary.central.view.wipes", "", "Damaged state directories that were wiped.", "above 0"),
  GRAPHQL_REQUESTS(
      "tributary.central.graphql.requests",
      "seconds",
      "GraphQL requests over HTTP, by status.",
      "share of 5xx over 1 %"),
  GRAPHQL_ERRORS(
      "tributary.central.graphql.errors",
      "",
      "Errors in GraphQL answers, by code.",
      "code INTERNAL grows"),
  DOCUMENT_MISSES(
      "tributary.central.graphql.document.misses",
      "",
      "Documents parsed and validated because the cache did not hold them.",
      "never; information only");

  private final Metric metric;

  CentralMeter(String id, String unit, String meaning, String alert) {
    this.metric = new Metric(id, unit, meaning, alert);
  }

  @Override
  public Metric metric() {
    return metric;
  }

  /** A counter of this name with the given tags, key and value in turn. */
  public Counter counter(MeterRegistry registry, String... tags) {
    return Counter.builder(id()).description(meaning()).tags(tags).register(registry);
  }
}
