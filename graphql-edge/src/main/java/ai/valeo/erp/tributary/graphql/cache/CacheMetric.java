package ai.valeo.erp.tributary.graphql.cache;

import static ai.valeo.erp.tributary.schemas.metrics.Metric.counter;
import static ai.valeo.erp.tributary.schemas.metrics.Metric.gauge;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;

/** Every metric of kept answers. */
public enum CacheMetric implements CataloguedMetric {
  ANSWERS(
      counter(
              "tributary.central.cache.answers",
              "Queries whose answer may be kept: hit = it was kept, miss = it was made, outdated = it was kept and has changed.",
              "hits fall to nearly nothing while misses are many")
          .by("result")),
  BYTES(
      gauge(
              "tributary.central.cache.bytes",
              "Memory that kept answers take, estimated.",
              "at its limit while hits are few: central.cache.bytes is too small")
          .in("bytes")),
  DROPPED(
      counter(
          "tributary.central.cache.dropped",
          "Kept answers dropped because there was no room.",
          "grows as fast as misses"));

  private final Metric metric;

  CacheMetric(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }
}
