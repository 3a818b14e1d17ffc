package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/**
 * The keys of an edge node's server that only an edge has, see {@link ServerKeys#EDGE} for the
 * others; the README's table is tested against it.
 */
public enum EdgeServerKey implements SettingKey {
  GATEWAY_TIMEOUT_MS(
      "edge.gateway.timeout.ms", 5_000, 10, 120_000, "Longest time for an answer of the centre."),
  GATEWAY_ANSWER_BYTES(
      "edge.gateway.answer.bytes", 4 << 20, 1 << 10, 256 << 20, "Largest answer of the centre."),
  CACHE_PERSISTENT(
      "edge.gateway.cache.persistent", true, "Whether answers of the centre are kept."),
  CACHE_FRESH_SECONDS(
      "edge.gateway.cache.fresh.seconds",
      60,
      0,
      86_400,
      "A kept answer is used so long without asking, where the schema names no other time."),
  CACHE_UNSTABLE_FACTOR(
      "edge.gateway.cache.unstable.factor",
      5,
      1,
      1_000,
      "That time is so many times longer while the way to the centre is lossy or slow."),
  CACHE_KEEP_SECONDS(
      "edge.gateway.cache.keep.seconds",
      3_600,
      0,
      31_536_000,
      "A kept answer is used so long where the centre cannot be asked."),
  CACHE_BYTES(
      "edge.gateway.cache.bytes", 64L << 20, 1L << 16, 1L << 36, "Most bytes of kept answers."),
  SCHEMA_SECONDS(
      "edge.gateway.schema.interval.seconds",
      300,
      1,
      86_400,
      "Time between two looks at the centre's schema."),
  SCHEMA_UPDATE(
      "edge.gateway.schema.update",
      true,
      "Whether a newer schema of the centre is taken while one is known.");

  private final Setting setting;

  EdgeServerKey(String key, long defaultNumber, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, defaultNumber, new Whole(least, greatest), meaning);
  }

  EdgeServerKey(String key, boolean isDefault, String meaning) {
    this.setting = Setting.flag(key, isDefault, meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
