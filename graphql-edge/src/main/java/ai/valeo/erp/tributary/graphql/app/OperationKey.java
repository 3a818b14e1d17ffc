package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/** The keys of what the centre keeps and remembers of operations. */
enum OperationKey implements SettingKey {
  CACHE_BYTES(
      "central.cache.bytes",
      64L << 20,
      0,
      1L << 40,
      "Memory for kept answers to queries, estimated; 0 = none are kept."),
  CACHE_SECONDS(
      "central.cache.max.seconds",
      900,
      1,
      86_400,
      "An answer is kept no longer, whatever the schema's @cacheControl says."),
  SLOW_MS(
      "central.slow.query.ms",
      100,
      1,
      600_000,
      "A query or mutation that takes so long is written to the log and remembered."),
  SLOW_HISTORY("central.slow.query.history", 200, 0, 100_000, "Slow operations remembered."),
  OPERATIONS("central.operations", 500, 1, 100_000, "Different operations with statistics."),
  METRIC_NODES(
      "central.metrics.nodes",
      50,
      0,
      1_000,
      "Edge nodes with metrics of their own; those with most pending come first.");

  private final Setting setting;

  OperationKey(String key, long normal, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, normal, new Whole(least, greatest), meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
