package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/** Every key an edge node is configured by; the README's table is tested against it. */
public enum EdgeKey implements SettingKey {
  TOPIC_PREFIX("topics.prefix", "tributary.", "Put before every topic name, with its dot."),
  TYPES_FOLDER("types.folder", "", "Folder with entity types of one's own; empty = bundled only."),
  NODE_ID("edge.node.id", "", "Name of the node; required, and fixed once the store exists."),
  LOCATION("edge.location", "", "Where the node stands, in words; empty = not said."),
  STORE_FILE("edge.store.file", "", "The SQLite file; required."),
  STORE_MAX_MB(
      "edge.store.max.mb",
      0,
      0,
      1_000_000,
      "What the store may take before captures are refused; 0 = no limit."),
  STORE_FREE_MB(
      "edge.store.free.mb",
      100,
      0,
      1_000_000,
      "Free space on the disk below which captures are refused."),
  EXPORT_KEY(
      "edge.export.key",
      "",
      "Secret that signs exported mutations, the same at the centre; 16 characters or more."),
  SIGNING_KEYS_FILE(
      "edge.signing.keys.file",
      "",
      "File with the keys that sign what the node publishes, read again when it changes;"
          + " empty = nothing is signed."),
  SCOPE_TYPES("edge.scope.types", "", "Entity types the node keeps, by comma; empty = all."),
  IDEMPOTENCY_HOURS(
      "edge.idempotency.hours", 168, 1, 87_600, "How long idempotency keys are remembered."),
  SETTLED_HOURS(
      "edge.settled.hours",
      24,
      0,
      87_600,
      "How long mutations that are over can be looked at; counted in steady time, like the above."),
  MAX_SKEW_MS(
      "edge.max.skew.ms",
      60_000,
      0,
      86_400_000,
      "The node's clock does not follow one further ahead of the broker's."),
  AWAY_HOURS(
      "edge.feed.away.hours",
      696,
      1,
      87_600,
      "A node away for longer reads all entities again; shorter than the topics keep deletions."),
  CLAIM_MUTATIONS(
      "edge.publish.claim.mutations",
      1_000,
      1,
      100_000,
      "Mutations that get their sequence in one local transaction."),
  WINDOW_MUTATIONS(
      "edge.publish.window.mutations",
      20_000,
      1,
      1_000_000,
      "How far sequences run ahead of the lowest one without an outcome."),
  RESEND_MS(
      "edge.publish.resend.ms",
      600_000,
      1_000,
      86_400_000,
      "Mutations are sent again when the lowest one got no outcome for so long while online."),
  MAX_RETRIES(
      "edge.publish.retries",
      0,
      0,
      1_000_000,
      "How often a mutation is sent again for which the node lacks a right at the broker, before"
          + " it is FAILED; 0 = for ever, it waits for the right."),
  FLOW_TARGET_MS(
      "edge.flow.target.ms",
      2_000,
      10,
      600_000,
      "Answers should come within that; the node sends less at a time if they do not."),
  FLOW_START(
      "edge.flow.start.mutations", 1_000, 1, 1_000_000, "Mutations on their way at the beginning."),
  FLOW_LEAST(
      "edge.flow.least.mutations", 10, 1, 1_000_000, "Mutations that may always be on their way."),
  FLOW_UNSTABLE(
      "edge.flow.unstable.mutations",
      50,
      1,
      100_000,
      "Mutations sent at a time while UNSTABLE; the next follow when the broker has them."),
  FLOW_HOLD_MS(
      "edge.flow.hold.max.ms",
      300_000,
      1_000,
      86_400_000,
      "No allowance of the centre holds longer."),
  PROBE_MS(
      "edge.network.probe.ms",
      30_000,
      100,
      3_600_000,
      "Time between checks of the broker while it answers."),
  TIMEOUT_MS(
      "edge.network.timeout.ms", 10_000, 100, 600_000, "How long the broker may take to answer."),
  BACKOFF_MS(
      "edge.network.backoff.ms",
      5_000,
      1,
      600_000,
      "Longest pause after the first failed attempt or check; doubles with each further one."),
  BACKOFF_MAX_MS(
      "edge.network.backoff.max.ms", 60_000, 1, 3_600_000, "Longest pause between attempts."),
  MAX_ATTEMPTS(
      "edge.network.attempts",
      10,
      1,
      1_000_000,
      "Failed attempts after which the node shows OFFLINE; it goes on trying."),
  WINDOW_CHECKS(
      "edge.network.window.checks", 20, 5, 1_000, "Last checks by which a way is judged."),
  WINDOW_AGE_MS("edge.network.window.ms", 600_000, 1_000, 86_400_000, "Older checks do not count."),
  LOSSES(
      "edge.network.losses",
      3,
      1,
      100,
      "Checks without an answer in a row after which a connection is given up."),
  LOSS_HIGH(
      "edge.network.loss.high.percent", 20, 1, 100, "Lost checks from which a way is UNSTABLE."),
  LOSS_LOW(
      "edge.network.loss.low.percent", 5, 0, 100, "Lost checks up to which it is ONLINE again."),
  LATENCY_HIGH_MS(
      "edge.network.latency.high.ms",
      2_000,
      1,
      600_000,
      "Median time to an answer from which a way is UNSTABLE."),
  LATENCY_LOW_MS(
      "edge.network.latency.low.ms",
      1_000,
      1,
      600_000,
      "Median time to an answer up to which it is ONLINE again."),
  HOLD_MS(
      "edge.network.hold.ms",
      30_000,
      0,
      3_600_000,
      "Least time without a bad moment before UNSTABLE ends."),
  REGISTRY_PROBE_MS(
      "edge.network.registry.probe.ms",
      30_000,
      100,
      3_600_000,
      "Time between checks of the schema registry while it answers."),
  REGISTRY_TIMEOUT_MS(
      "edge.network.registry.timeout.ms",
      5_000,
      100,
      600_000,
      "How long the schema registry may take to answer a check."),
  CENTRE_URL(
      "edge.centre.url",
      "",
      "Address of the centre's HTTP side, e.g. http://centre:4000; empty = none."),
  CENTRE_PROBE_MS(
      "edge.network.centre.probe.ms",
      30_000,
      100,
      3_600_000,
      "Time between checks of the centre while it answers."),
  CENTRE_TIMEOUT_MS(
      "edge.network.centre.timeout.ms",
      5_000,
      100,
      600_000,
      "How long the centre may take to answer a check."),
  HEARTBEAT_MS("edge.heartbeat.ms", 5_000, 100, 600_000, "Time between heartbeats.");

  /**
   * Keys with this prefix limit the scope: {@code
   * edge.scope.where.InventoryItem.warehouseId=B1,B2}.
   */
  public static final String SCOPE_PREFIX = "edge.scope.where.";

  private final Setting setting;

  EdgeKey(String key, String defaultText, String meaning) {
    this.setting = Setting.text(key, defaultText, meaning);
  }

  EdgeKey(String key, long defaultNumber, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, defaultNumber, new Whole(least, greatest), meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
