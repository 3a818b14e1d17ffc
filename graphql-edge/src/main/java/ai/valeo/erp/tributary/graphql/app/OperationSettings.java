package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.cache.CacheSettings;
import ai.valeo.erp.tributary.graphql.observe.ObserveSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;

/**
 * What the centre keeps and remembers of operations.
 *
 * @param cache how answers are kept
 * @param observe what is remembered
 * @param metricNodes edge nodes with metrics of their own
 */
public record OperationSettings(CacheSettings cache, ObserveSettings observe, int metricNodes) {

  /** The same, where no answer is kept. */
  OperationSettings withoutCache() {
    return new OperationSettings(new CacheSettings(0, cache.maxAgeSeconds()), observe, metricNodes);
  }

  static OperationSettings of(SettingsReader reader) {
    return new OperationSettings(
        new CacheSettings(
            reader.number(OperationKey.CACHE_BYTES), reader.number(OperationKey.CACHE_SECONDS)),
        new ObserveSettings(
            reader.ms(OperationKey.SLOW_MS),
            reader.whole(OperationKey.OPERATIONS),
            reader.whole(OperationKey.SLOW_HISTORY)),
        reader.whole(OperationKey.METRIC_NODES));
  }
}
