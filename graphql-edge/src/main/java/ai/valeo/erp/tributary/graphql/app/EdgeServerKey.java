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
  PAGE("edge.page", true, "Whether the page for the person at the node is served.");

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
