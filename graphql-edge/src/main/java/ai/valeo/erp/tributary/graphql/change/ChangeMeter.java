package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Every metric of the change feed. */
public enum ChangeMeter implements CataloguedMetric {
  SUBSCRIBERS(
      Metric.gauge(
          "tributary.central.subscribers",
          "Subscriptions that watch for changes, signs of life or alerts.",
          "never; information only")),
  RECORDS(
      Metric.counter(
          "tributary.central.feed.records",
          "Committed records the change feed has read.",
          "stands still while outcomes are produced")),
  FAILURES(
      Metric.counter(
          "tributary.central.feed.failures",
          "Times the change feed broke off and began again where it stood.",
          "grows steadily")),
  TOLD(
      Metric.counter(
          "tributary.central.events", "Events told to subscribers.", "never; information only")),
  CONFLATED(
      Metric.counter(
          "tributary.central.events.conflated",
          "Events left out for a later one of the same key, while a subscriber was slow.",
          "never; information only")),
  BEHIND(
      Metric.counter(
          "tributary.central.subscribers.behind",
          "Times a subscriber was too slow for its queue, and was told again from the log.",
          "grows steadily")),
  RESUMED(
      Metric.counter(
              "tributary.central.subscribers.resumed",
              "Subscriptions carried on from a position, by where its events were found.",
              "never; information only")
          .by("from")),
  EXPIRED(
      Metric.counter(
          "tributary.central.subscribers.expired",
          "Positions refused because what came after them is not kept, or too much.",
          "grows steadily"));

  private final Metric metric;

  ChangeMeter(Metric metric) {
    this.metric = metric;
  }

  @Override
  public Metric metric() {
    return metric;
  }

  Counter counter(MeterRegistry registry, String... tags) {
    return Counter.builder(id()).description(meaning()).tags(tags).register(registry);
  }

  void gauge(MeterRegistry registry, Supplier<Number> value) {
    Gauge.builder(id(), value).description(meaning()).register(registry);
  }
}
