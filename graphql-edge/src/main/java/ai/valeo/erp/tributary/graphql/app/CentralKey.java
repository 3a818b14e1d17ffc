package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import java.util.List;

/**
 * Every key the centre's read process is configured by; the README's table is tested against it.
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
  HTTP_HOST("central.http.host", "127.0.0.1", "Address to listen on; the default is local only."),
  HTTP_PORT("central.http.port", 4000, 0, 65_535, "Port to listen on; 0 = any free one."),
  HTTP_BODY_BYTES("central.http.body.bytes", 1 << 20, 1 << 10, 64 << 20, "Largest request body."),
  HTTP_BODY_MS("central.http.body.ms", 15_000, 100, 600_000, "Longest time a body may take."),
  WORKERS("central.graphql.workers", 4, 1, 256, "Threads that answer GraphQL requests."),
  QUEUE("central.graphql.queue", 1_000, 1, 100_000, "Requests that may wait for a thread."),
  MAX_CHARS("central.graphql.max.chars", 20_000, 100, 1_000_000, "Characters of a document."),
  MAX_TOKENS("central.graphql.max.tokens", 2_000, 10, 100_000, "Tokens of a document."),
  MAX_DEPTH("central.graphql.max.depth", 12, 1, 100, "Fields one inside the other."),
  MAX_ALIASES("central.graphql.max.aliases", 30, 0, 10_000, "Aliased fields of a document."),
  MAX_COST(
      "central.graphql.max.cost",
      20_000,
      10,
      10_000_000,
      "Fields an answer may have, lists counted by page size."),
  DOCUMENTS("central.graphql.documents", 500, 1, 100_000, "Documents kept parsed."),
  INTROSPECTION("central.graphql.introspection", true, "Whether the schema may be asked for."),
  GRAPHIQL("central.graphiql", true, "Whether GraphiQL is served."),
  CLIENTS(
      "central.subscriptions.connections",
      1_000,
      0,
      1_000_000,
      "Open WebSockets and event streams, of all clients together."),
  OPERATIONS(
      "central.subscriptions.operations", 100, 1, 10_000, "Operations at once on one WebSocket."),
  MESSAGE_BYTES(
      "central.subscriptions.message.bytes",
      1 << 18,
      1 << 10,
      64 << 20,
      "Largest message of a client."),
  QUEUE_BYTES(
      "central.subscriptions.queue.bytes",
      1 << 18,
      1 << 12,
      64 << 20,
      "What may wait for one client to read it."),
  STALL_MS(
      "central.subscriptions.stall.ms",
      10_000,
      100,
      600_000,
      "A client that leaves its queue full for so long is dropped."),
  INIT_MS(
      "central.subscriptions.init.ms",
      5_000,
      100,
      600_000,
      "Time in which a WebSocket must be initialised."),
  KEEP_ALIVE_MS(
      "central.subscriptions.keep.alive.ms",
      15_000,
      100,
      50_000,
      "Time between two signs of life; a client that leaves one unanswered is dropped."),
  OUTCOME_HOURS(
      "central.outcomes.retention.hours", 168, 1, 87_600, "How long answers to changes are kept."),
  CONFLICT_HOURS(
      "central.conflicts.retention.hours",
      2_160,
      1,
      87_600,
      "How long conflicts that are over are kept; open ones stay."),
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

  CentralKey(String key, List<String> words, String meaning) {
    this.setting = Setting.oneOf(key, words, meaning);
  }

  CentralKey(String key, boolean isDefault, String meaning) {
    this.setting = Setting.flag(key, isDefault, meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
