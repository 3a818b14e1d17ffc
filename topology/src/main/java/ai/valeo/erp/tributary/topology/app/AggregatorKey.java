package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import java.util.List;

/** Every key an aggregator is configured by; the README's table is tested against it. */
public enum AggregatorKey implements SettingKey {
  TOPIC_PREFIX("topics.prefix", "tributary.", "Put before every topic name, with its dot."),
  TOPIC_PARTITIONS(
      "topics.partitions", 12, 1, 10_000, "Partitions of topics this process has to create."),
  TOPIC_REPLICATION(
      "topics.replication", -1, -1, 10, "Replication of topics it creates; -1 = the broker's own."),
  SIGNING_KEYS_FILE(
      "aggregator.signing.keys.file",
      "",
      "File of the keys that mutations must be signed with, read again when it changes;"
          + " empty = signatures are not asked for."),
  TYPES_FOLDER("types.folder", "", "Folder with entity types of one's own; empty = bundled only."),
  APPLICATION_ID("aggregator.application.id", "tributary-aggregator", "Group and state name."),
  INSTANCE_ID(
      "aggregator.instance.id",
      "",
      "Name of this instance for static membership; empty = the group is left at every stop."),
  STATE_DIR("aggregator.state.dir", "", "Folder of the state; empty = in the temporary folder."),
  HTTP_HOST("aggregator.http.host", "127.0.0.1", "Address of metrics and health; local only."),
  HTTP_PORT("aggregator.http.port", 9464, 0, 65_535, "Port of metrics and health; 0 = any free."),
  THREADS("aggregator.threads", 2, 1, 64, "Stream threads."),
  STANDBYS("aggregator.standbys", 0, 0, 5, "Warm copies of each state on other instances."),
  GUARANTEE(
      "aggregator.processing.guarantee",
      List.of("exactly_once_v2", "at_least_once"),
      "at_least_once doubles outcomes after a crash; see aggregator.test.duplicates.allowed."),
  TEST_DUPLICATES_ALLOWED(
      "aggregator.test.duplicates.allowed",
      false,
      "Only for tests of the checks: whether at_least_once is accepted."),
  WINDOW_MS("aggregator.window.ms", 20, 1, 10_000, "How long mutations are gathered."),
  WINDOW_MAX_MUTATIONS(
      "aggregator.window.max.mutations", 5_000, 1, 100_000, "The window closes early at so many."),
  WINDOW_MAX_BYTES(
      "aggregator.window.max.bytes",
      8L << 20,
      1 << 10,
      1L << 30,
      "The window closes early at so many bytes."),
  COMMIT_MS(
      "aggregator.commit.ms", 20, 1, 30_000, "Least time between commits; bounds the latency."),
  COMMIT_BUSY_MS(
      "aggregator.commit.busy.ms",
      100,
      1,
      30_000,
      "Time between commits, and most that a window gathers, while the log runs ahead;"
          + " bounds the cost of commits."),
  POLL_MS("aggregator.poll.ms", 5, 1, 1_000, "Longest wait for new records."),
  BATCH_MAX_MUTATIONS("aggregator.batch.max.mutations", 100, 1, 100, "Mutations in one batch."),
  BATCH_MAX_BYTES("aggregator.batch.max.bytes", 1L << 20, 1 << 10, 1L << 30, "Bytes in one batch."),
  MAX_WAIT_MS(
      "aggregator.max.wait.ms",
      1_000,
      1,
      3_600_000,
      "A mutation that has waited so long in the window goes first."),
  MAX_SKEW_MS(
      "aggregator.max.skew.ms",
      60_000,
      0,
      86_400_000,
      "A clock further ahead of the broker's counts as the broker's."),
  ROCKSDB_CACHE_BYTES(
      "aggregator.rocksdb.cache.bytes",
      128L << 20,
      1L << 20,
      1L << 40,
      "Block cache, shared by all stores of the process."),
  ROCKSDB_WRITE_BUFFER_BYTES(
      "aggregator.rocksdb.write.buffer.bytes",
      16L << 20,
      1L << 20,
      1L << 32,
      "Write buffer of one store."),
  MIN_FREE_BYTES(
      "aggregator.min.free.bytes",
      256L << 20,
      0,
      1L << 50,
      "Health fails when the state's disk has less free."),
  SESSION_TIMEOUT_MS(
      "aggregator.session.timeout.ms",
      10_000,
      1_000,
      300_000,
      "A silent instance is replaced after so long."),
  FLOW_ENABLED(
      "aggregator.flow.enabled",
      true,
      "Whether edge nodes are told to publish less under overload."),
  FLOW_INTERVAL_MS(
      "aggregator.flow.interval.ms", 2_000, 100, 60_000, "Time between looks at the backlog."),
  FLOW_HIGH_MS(
      "aggregator.flow.high.ms",
      5_000,
      10,
      3_600_000,
      "Nodes are held back when a new mutation would wait so long."),
  FLOW_LOW_MS(
      "aggregator.flow.low.ms",
      1_000,
      1,
      3_600_000,
      "They are let go, step by step, when it would wait no longer than that."),
  FLOW_LAG(
      "aggregator.flow.lag.mutations",
      5_000,
      1,
      1_000_000_000,
      "A smaller backlog never holds nodes back."),
  FLOW_STEP_MS("aggregator.flow.step.ms", 5_000, 0, 600_000, "Least time between two changes."),
  FLOW_LEAST(
      "aggregator.flow.least",
      1,
      1,
      1_000_000,
      "Mutations a second that each node may always publish."),
  FLOW_VALID_MS(
      "aggregator.flow.valid.ms",
      60_000,
      1_000,
      3_600_000,
      "How long nodes are held back if the aggregator says no more."),
  METRICS_LEVEL(
      "aggregator.metrics.level", List.of("INFO", "DEBUG"), "Level of Kafka's own metrics.");

  private final Setting setting;

  AggregatorKey(String key, String defaultText, String meaning) {
    this.setting = Setting.text(key, defaultText, meaning);
  }

  AggregatorKey(String key, long defaultNumber, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, defaultNumber, new Whole(least, greatest), meaning);
  }

  AggregatorKey(String key, List<String> words, String meaning) {
    this.setting = Setting.oneOf(key, words, meaning);
  }

  AggregatorKey(String key, boolean isDefault, String meaning) {
    this.setting = Setting.flag(key, isDefault, meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
