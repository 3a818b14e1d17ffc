package ai.valeo.erp.tributary.graphql.meter;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of one metric that one tag tells apart, each made at its first use; its values must be
 * few. Any thread.
 */
public final class TaggedCounters {

  private final MeterRegistry registry;
  private final CataloguedMetric metric;
  private final String tag;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /**
   * None is made yet but those of the values that are known.
   *
   * @param metric with the one tag
   * @param known values that are shown from the start: a rate needs a beginning
   */
  public TaggedCounters(MeterRegistry registry, CataloguedMetric metric, String... known) {
    if (metric.metric().tags().size() != 1) {
      throw new IllegalArgumentException(
          "tags: " + metric.metric().tags() + " (expected: just one, of " + metric.id() + ")");
    }
    this.registry = registry;
    this.metric = metric;
    this.tag = metric.metric().tags().getFirst();
    for (String value : known) {
      counter(value);
    }
  }

  /** One more of a value. */
  public void increment(String value) {
    counter(value).increment();
  }

  private Counter counter(String value) {
    return counters.computeIfAbsent(
        value,
        made ->
            Counter.builder(metric.id())
                .description(metric.meaning())
                .tag(tag, made)
                .register(registry));
  }
}
