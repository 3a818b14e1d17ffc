package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import ai.valeo.erp.tributary.topology.core.flow.FlowRules;
import java.time.Duration;

/**
 * How edge nodes are held back.
 *
 * @param isOn whether they are at all
 * @param interval time between looks
 * @param valid how long a notice holds
 * @param rules when and how far
 */
record FlowSettings(boolean isOn, Duration interval, Duration valid, FlowRules rules) {

  static FlowSettings read(SettingsReader reader) {
    long high = reader.number(AggregatorKey.FLOW_HIGH_MS);
    long low = reader.number(AggregatorKey.FLOW_LOW_MS);
    if (low >= high) {
      reader.problem(
          AggregatorKey.FLOW_LOW_MS.key(),
          low + " (expected: below " + AggregatorKey.FLOW_HIGH_MS.key() + ")");
      low = high - 1;
    }
    return new FlowSettings(
        reader.flag(AggregatorKey.FLOW_ENABLED),
        reader.ms(AggregatorKey.FLOW_INTERVAL_MS),
        reader.ms(AggregatorKey.FLOW_VALID_MS),
        new FlowRules(
            high,
            low,
            reader.number(AggregatorKey.FLOW_LAG),
            reader.number(AggregatorKey.FLOW_STEP_MS),
            reader.whole(AggregatorKey.FLOW_LEAST)));
  }
}
