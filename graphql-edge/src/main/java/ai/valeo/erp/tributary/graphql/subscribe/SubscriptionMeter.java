package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Every metric of the transports of subscriptions. */
public enum SubscriptionMeter implements CataloguedMetric {
  CLIENTS(
      Metric.gauge(
          "tributary.graphql.clients",
          "Open WebSockets and event streams.",
          "near its limit for 10 minutes")),
  REFUSED(
      Metric.counter(
          "tributary.graphql.clients.refused",
          "WebSockets and event streams refused because there are too many.",
          "above 0")),
  DROPPED(
      Metric.counter(
              "tributary.graphql.clients.dropped", "Clients dropped, by rule.", "grows steadily")
          .by("rule")),
  MESSAGES(
      Metric.counter(
          "tributary.graphql.messages",
          "Answers sent to WebSockets and event streams.",
          "never; information only"));

  private final Metric metric;

  SubscriptionMeter(Metric metric) {
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
