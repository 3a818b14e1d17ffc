package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;
import ai.valeo.erp.tributary.graphql.http.GraphServer.PageKind;
import ai.valeo.erp.tributary.graphql.http.HttpCertificate;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the centre's server and an edge node's have both, each under its own prefix; the
 * README's tables are tested against them.
 */
public final class ServerKeys {

  /** Those of the centre. */
  public static final ServerKeys CENTRAL =
      new ServerKeys("central.", new Defaults(4000, 4, 500, 10_000, PageKind.CONSOLE));

  /** Those of an edge node; its port lets it run beside a centre. */
  public static final ServerKeys EDGE =
      new ServerKeys("edge.", new Defaults(4100, 8, 200, 200, PageKind.EDGE));

  private final List<SettingKey> all = new ArrayList<>();
  private final HttpKeys http;
  private final LimitKeys limits;
  private final SubscriptionKeys subscriptions;
  private final SecurityKeys security;

  private ServerKeys(String prefix, Defaults defaults) {
    http = new HttpKeys(prefix, defaults);
    limits = new LimitKeys(prefix, defaults);
    subscriptions = new SubscriptionKeys(prefix, defaults);
    security = new SecurityKeys(prefix);
    all.addAll(security.all());
  }

  /** Where the two differ. */
  private record Defaults(int port, int workers, int documents, int clients, PageKind page) {}

  /** All of them. */
  public List<SettingKey> all() {
    return List.copyOf(all);
  }

  /** How requests come in. */
  HttpSettings http(SettingsReader reader) {
    return new HttpSettings(
        new Address(
            reader.text(http.host, host -> !host.isBlank(), "an address or a name"),
            reader.whole(http.port),
            certificate(reader)),
        reader.list(http.names),
        reader.flag(http.graphiQl),
        reader.flag(http.page) ? http.kind : PageKind.NONE,
        new BodyLimits(reader.whole(http.bodyBytes), reader.number(http.bodyMs)),
        reader.whole(http.workers),
        reader.whole(http.queue));
  }

  private @Nullable HttpCertificate certificate(SettingsReader reader) {
    List<Path> files = PemFiles.of(reader, List.of(http.certificate, http.key));
    return files == null ? null : new HttpCertificate(files.get(0), files.get(1));
  }

  /** What a document may be. */
  QueryLimits limits(SettingsReader reader) {
    return new QueryLimits(
        reader.whole(limits.chars),
        reader.whole(limits.tokens),
        reader.whole(limits.depth),
        reader.whole(limits.aliases),
        reader.whole(limits.cost),
        reader.whole(limits.documents),
        reader.flag(limits.introspection));
  }

  /** What clients that subscribe may use. */
  SubscriptionLimits subscriptions(SettingsReader reader) {
    return new SubscriptionLimits(
        reader.whole(subscriptions.clients),
        reader.whole(subscriptions.operations),
        reader.whole(subscriptions.messageBytes),
        reader.whole(subscriptions.queueBytes),
        reader.number(subscriptions.stallMs),
        reader.number(subscriptions.initMs),
        reader.number(subscriptions.keepAliveMs));
  }

  /**
   * Who may ask.
   *
   * @param http where the server listens
   */
  SecuritySettings security(SettingsReader reader, HttpSettings http) {
    return security.read(reader, http.address().host());
  }

  private SettingKey add(Setting setting) {
    SettingKey key = () -> setting;
    all.add(key);
    return key;
  }

  private SettingKey whole(String key, long normal, Whole bounds, String meaning) {
    return add(Setting.whole(key, normal, bounds, meaning));
  }

  private final class HttpKeys {
    final SettingKey host;
    final SettingKey port;
    final SettingKey names;
    final SettingKey certificate;
    final SettingKey key;
    final SettingKey bodyBytes;
    final SettingKey bodyMs;
    final SettingKey workers;
    final SettingKey queue;
    final SettingKey graphiQl;
    final SettingKey page;
    final PageKind kind;

    HttpKeys(String prefix, Defaults defaults) {
      host =
          add(
              Setting.text(
                  prefix + "http.host",
                  "127.0.0.1",
                  "Address to listen on; the default is local only."));
      port =
          whole(
              prefix + "http.port",
              defaults.port,
              new Whole(0, 65_535),
              "Port to listen on; 0 = any free one.");
      names =
          add(
              Setting.text(
                  prefix + "http.names",
                  "",
                  "Further names it answers to where no token is asked for, with commas between."));
      certificate =
          add(
              Setting.text(
                  prefix + "http.tls.certificate",
                  "",
                  "PEM file with the server's certificate and those between it and its authority;"
                      + " empty = HTTP in the clear."));
      key = add(Setting.text(prefix + "http.tls.key", "", "PEM file with its private key."));
      bodyBytes =
          whole(
              prefix + "http.body.bytes",
              1 << 20,
              new Whole(1 << 10, 64 << 20),
              "Largest request body.");
      bodyMs =
          whole(
              prefix + "http.body.ms",
              15_000,
              new Whole(100, 600_000),
              "Longest time a body may take.");
      workers =
          whole(
              prefix + "graphql.workers",
              defaults.workers,
              new Whole(1, 256),
              "Threads that answer GraphQL requests.");
      queue =
          whole(
              prefix + "graphql.queue",
              1_000,
              new Whole(1, 100_000),
              "Requests that may wait for a thread.");
      graphiQl = add(Setting.flag(prefix + "graphiql", true, "Whether GraphiQL is served."));
      kind = defaults.page;
      page = add(pageSetting(prefix, kind));
    }

    private static Setting pageSetting(String prefix, PageKind kind) {
      return switch (kind) {
        case CONSOLE ->
            Setting.flag(prefix + "console", true, "Whether the console for operators is served.");
        case EDGE, NONE ->
            Setting.flag(
                prefix + "page", true, "Whether the page for the person at the node is served.");
      };
    }
  }

  private final class LimitKeys {
    final SettingKey chars;
    final SettingKey tokens;
    final SettingKey depth;
    final SettingKey aliases;
    final SettingKey cost;
    final SettingKey documents;
    final SettingKey introspection;

    LimitKeys(String server, Defaults defaults) {
      String prefix = server + "graphql.";
      chars =
          whole(
              prefix + "max.chars", 20_000, new Whole(100, 1_000_000), "Characters of a document.");
      tokens = whole(prefix + "max.tokens", 2_000, new Whole(10, 100_000), "Tokens of a document.");
      depth = whole(prefix + "max.depth", 12, new Whole(1, 100), "Fields one inside the other.");
      aliases =
          whole(prefix + "max.aliases", 30, new Whole(0, 10_000), "Aliased fields of a document.");
      cost =
          whole(
              prefix + "max.cost",
              20_000,
              new Whole(10, 10_000_000),
              "Fields an answer may have, lists counted by page size.");
      documents =
          whole(
              prefix + "documents",
              defaults.documents,
              new Whole(1, 100_000),
              "Documents kept parsed.");
      introspection =
          add(Setting.flag(prefix + "introspection", true, "Whether the schema may be asked for."));
    }
  }

  private final class SubscriptionKeys {
    final SettingKey clients;
    final SettingKey operations;
    final SettingKey messageBytes;
    final SettingKey queueBytes;
    final SettingKey stallMs;
    final SettingKey initMs;
    final SettingKey keepAliveMs;

    SubscriptionKeys(String server, Defaults defaults) {
      String prefix = server + "subscriptions.";
      clients =
          whole(
              prefix + "connections",
              defaults.clients,
              new Whole(0, 1_000_000),
              "Open WebSockets and event streams, of all clients together.");
      operations =
          whole(
              prefix + "operations",
              100,
              new Whole(1, 10_000),
              "Operations at once on one WebSocket.");
      messageBytes =
          whole(
              prefix + "message.bytes",
              1 << 18,
              new Whole(1 << 10, 64 << 20),
              "Largest message of a client.");
      queueBytes =
          whole(
              prefix + "queue.bytes",
              1 << 18,
              new Whole(1 << 12, 64 << 20),
              "What may wait for one client to read it.");
      stallMs =
          whole(
              prefix + "stall.ms",
              10_000,
              new Whole(100, 600_000),
              "A client that leaves its queue full for so long is dropped.");
      initMs =
          whole(
              prefix + "init.ms",
              5_000,
              new Whole(100, 600_000),
              "Time in which a WebSocket must be initialised.");
      keepAliveMs =
          whole(
              prefix + "keep.alive.ms",
              15_000,
              new Whole(100, 50_000),
              "Time between two signs of life; a client that leaves one unanswered is dropped.");
    }
  }
}
