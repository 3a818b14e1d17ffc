package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import java.util.List;

/**
 * The keys of the centre's read process beside those of its server, {@link ServerKeys#CENTRAL}; the
 * README's table is tested against it.
 */
public enum CentralKey implements SettingKey {
  TOPIC_PREFIX("topics.prefix", "tributary.", "Put before every topic name, with its dot."),
  TOPIC_PARTITIONS(
      "topics.partitions", 12, 1, 10_000, "Partitions of topics this process has to create."),
  TOPIC_REPLICATION(
      "topics.replication", -1, -1, 10, "Replication of topics it creates; -1 = the broker's own."),
  TYPES_FOLDER("types.folder", "", "Folder with entity types of one's own; empty = bundled only."),
  APPLICATION_ID("central.application.id", "tributary-central", "Group and state name."),
  STATE_DIR("central.state.dir", "", "Folder of the views; empty = in the temporary folder."),
  THREADS("central.threads", 2, 1, 64, "Stream threads."),
  STANDBYS("central.standbys", 0, 0, 5, "Warm copies of each view on other instances."),
  SESSION_TIMEOUT_MS(
      "central.session.timeout.ms",
      10_000,
      1_000,
      300_000,
      "A silent instance is replaced after so long."),
  OUTCOME_HOURS(
      "central.outcomes.retention.hours", 168, 1, 87_600, "How long answers to changes are kept."),
  CONFLICT_HOURS(
      "central.conflicts.retention.hours",
      2_160,
      1,
      87_600,
      "How long conflicts that are over are kept; open ones stay."),
  QUARANTINE_HOURS(
      "central.quarantine.retention.hours",
      720,
      1,
      87_600,
      "How long records that were set aside are kept."),
  HISTORY(
      "central.history",
      true,
      "Whether the audit trail is kept: history, earlier states, why a value is what it is."),
  HISTORY_DAYS(
      "central.history.retention.days", 3_653, 1, 36_530, "How long the audit trail is kept."),
  EDGE_RETENTION_HOURS(
      "central.edge.retention.hours",
      720,
      1,
      87_600,
      "A node without a heartbeat for so long is not listed any more."),
  EDGE_SILENCE_MS(
      "central.edge.silence.ms",
      30_000,
      1_000,
      86_400_000,
      "A node without a heartbeat for so long is not online."),
  AGGREGATOR_ID(
      "central.aggregator.application.id",
      "tributary-aggregator",
      "Group of the aggregator, to see what it has not taken in."),
  MEMORY_BYTES(
      "central.rocksdb.memory.bytes",
      128L << 20,
      16L << 20,
      1L << 40,
      "Block cache and write buffers of all views together."),
  TABLE_BYTES(
      "central.memory.bytes",
      64L << 20,
      0,
      1L << 40,
      "Memory for entities and their indexes beside the disk; what does not fit is read from it."),
  MIN_FREE_BYTES(
      "central.min.free.bytes",
      256L << 20,
      0,
      1L << 50,
      "Health fails when the views' disk has less free."),
  WARMUP_MS(
      "central.warmup.ms",
      1_500,
      0,
      60_000,
      "Time spent answering sample queries before the process is ready."),
  METRICS_LEVEL("central.metrics.level", List.of("INFO", "DEBUG"), "Level of Kafka's own metrics.");

  private final Setting setting;

  CentralKey(String key, String defaultText, String meaning) {
    this.setting = Setting.text(key, defaultText, meaning);
  }

  CentralKey(String key, long defaultNumber, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, defaultNumber, new Whole(least, greatest), meaning);
  }

  CentralKey(String key, boolean isDefault, String meaning) {
    this.setting = Setting.flag(key, isDefault, meaning);
  }

  CentralKey(String key, List<String> words, String meaning) {
    this.setting = Setting.oneOf(key, words, meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
