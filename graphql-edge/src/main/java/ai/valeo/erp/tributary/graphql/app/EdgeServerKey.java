package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/** Every key of an edge node's GraphQL server; the README's table is tested against it. */
public enum EdgeServerKey implements SettingKey {
  HTTP_HOST("edge.http.host", "127.0.0.1", "Address to listen on; the default is local only."),
  HTTP_PORT("edge.http.port", 4000, 0, 65_535, "Port to listen on; 0 = any free one."),
  HTTP_BODY_BYTES("edge.http.body.bytes", 1 << 20, 1 << 10, 64 << 20, "Largest request body."),
  HTTP_BODY_MS("edge.http.body.ms", 15_000, 100, 600_000, "Longest time a body may take."),
  WORKERS("edge.graphql.workers", 8, 1, 256, "Threads that answer GraphQL requests."),
  QUEUE("edge.graphql.queue", 1_000, 1, 100_000, "Requests that may wait for a thread."),
  MAX_CHARS("edge.graphql.max.chars", 20_000, 100, 1_000_000, "Characters of a document."),
  MAX_TOKENS("edge.graphql.max.tokens", 2_000, 10, 100_000, "Tokens of a document."),
  MAX_DEPTH("edge.graphql.max.depth", 12, 1, 100, "Fields one inside the other."),
  MAX_ALIASES("edge.graphql.max.aliases", 30, 0, 10_000, "Aliased fields of a document."),
  MAX_COST(
      "edge.graphql.max.cost",
      20_000,
      10,
      10_000_000,
      "Fields an answer may have, lists counted by page size."),
  DOCUMENTS("edge.graphql.documents", 200, 1, 100_000, "Documents kept parsed."),
  INTROSPECTION("edge.graphql.introspection", true, "Whether the schema may be asked for."),
  GRAPHIQL("edge.graphiql", true, "Whether GraphiQL is served."),
  PAGE("edge.page", true, "Whether the page for the person at the node is served."),
  CLIENTS(
      "edge.subscriptions.connections",
      200,
      0,
      1_000_000,
      "Open WebSockets and event streams, of all clients together."),
  OPERATIONS(
      "edge.subscriptions.operations", 100, 1, 10_000, "Operations at once on one WebSocket."),
  MESSAGE_BYTES(
      "edge.subscriptions.message.bytes",
      1 << 18,
      1 << 10,
      64 << 20,
      "Largest message of a client."),
  QUEUE_BYTES(
      "edge.subscriptions.queue.bytes",
      1 << 18,
      1 << 12,
      64 << 20,
      "What may wait for one client to read it."),
  STALL_MS(
      "edge.subscriptions.stall.ms",
      10_000,
      100,
      600_000,
      "A client that leaves its queue full for so long is dropped."),
  INIT_MS(
      "edge.subscriptions.init.ms",
      5_000,
      100,
      600_000,
      "Time in which a WebSocket must be initialised."),
  KEEP_ALIVE_MS(
      "edge.subscriptions.keep.alive.ms",
      15_000,
      100,
      50_000,
      "Time between two signs of life; a client that leaves one unanswered is dropped."),
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

  EdgeServerKey(String key, String defaultText, String meaning) {
    this.setting = Setting.text(key, defaultText, meaning);
  }

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
