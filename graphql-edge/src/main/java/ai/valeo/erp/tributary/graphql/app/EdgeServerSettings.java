package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.graphql.gateway.GatewaySettings;
import ai.valeo.erp.tributary.graphql.http.Address;
import ai.valeo.erp.tributary.graphql.http.BodyLimits;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of an edge process; see {@link EdgeServerKey} for the keys of its server, and the
 * node's own for the rest.
 *
 * @param node the node
 * @param http how requests come in
 * @param limits what a document may be
 * @param subscriptions what clients that subscribe may use
 * @param gateway how the centre is asked, or none if the node does not know where it is
 */
public record EdgeServerSettings(
    EdgeSettings node,
    HttpSettings http,
    QueryLimits limits,
    SubscriptionLimits subscriptions,
    @Nullable GatewaySettings gateway) {

  /** Everything the server does not know itself is for the node. */
  private static final String NODE_PREFIX = "";

  /**
   * How requests come in.
   *
   * @param listen where, and with which pages
   * @param body what a body may be
   * @param workers threads that answer
   * @param queue requests that may wait
   */
  public record HttpSettings(GraphServer.Listen listen, BodyLimits body, int workers, int queue) {}

  /**
   * Settings from keys and values.
   *
   * @throws SettingsException naming every unknown key and every bad value
   */
  public static EdgeServerSettings of(Map<String, String> given) {
    Set<String> problems = new LinkedHashSet<>();
    EdgeSettings node = node(given, problems);
    var reader = new SettingsReader<>(EdgeServerKey.class, given, NODE_PREFIX);
    HttpSettings http = http(reader);
    QueryLimits limits = limits(reader);
    SubscriptionLimits subscriptions = subscriptions(reader);
    GatewaySettings gateway = node == null ? null : gateway(reader, node);
    try {
      reader.finish();
    } catch (SettingsException e) {
      problems.addAll(e.problems());
    }
    if (node == null || !problems.isEmpty()) {
      throw new SettingsException(List.copyOf(problems));
    }
    return new EdgeServerSettings(node, http, limits, subscriptions, gateway);
  }

  private static @Nullable EdgeSettings node(Map<String, String> given, Set<String> problems) {
    var rest = new TreeMap<>(given);
    for (EdgeServerKey key : EdgeServerKey.values()) {
      rest.remove(key.key());
    }
    try {
      return EdgeSettings.of(rest);
    } catch (SettingsException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  private static HttpSettings http(SettingsReader<EdgeServerKey> reader) {
    return new HttpSettings(
        new GraphServer.Listen(
            new Address(
                reader.text(
                    EdgeServerKey.HTTP_HOST, host -> !host.isBlank(), "an address or a name"),
                reader.whole(EdgeServerKey.HTTP_PORT)),
            reader.flag(EdgeServerKey.GRAPHIQL),
            reader.flag(EdgeServerKey.PAGE)),
        new BodyLimits(
            reader.whole(EdgeServerKey.HTTP_BODY_BYTES), reader.number(EdgeServerKey.HTTP_BODY_MS)),
        reader.whole(EdgeServerKey.WORKERS),
        reader.whole(EdgeServerKey.QUEUE));
  }

  private static QueryLimits limits(SettingsReader<EdgeServerKey> reader) {
    return new QueryLimits(
        reader.whole(EdgeServerKey.MAX_CHARS),
        reader.whole(EdgeServerKey.MAX_TOKENS),
        reader.whole(EdgeServerKey.MAX_DEPTH),
        reader.whole(EdgeServerKey.MAX_ALIASES),
        reader.whole(EdgeServerKey.MAX_COST),
        reader.whole(EdgeServerKey.DOCUMENTS),
        reader.flag(EdgeServerKey.INTROSPECTION));
  }

  private static SubscriptionLimits subscriptions(SettingsReader<EdgeServerKey> reader) {
    return new SubscriptionLimits(
        reader.whole(EdgeServerKey.CLIENTS),
        reader.whole(EdgeServerKey.OPERATIONS),
        reader.whole(EdgeServerKey.MESSAGE_BYTES),
        reader.whole(EdgeServerKey.QUEUE_BYTES),
        reader.number(EdgeServerKey.STALL_MS),
        reader.number(EdgeServerKey.INIT_MS),
        reader.number(EdgeServerKey.KEEP_ALIVE_MS));
  }

  private static @Nullable GatewaySettings gateway(
      SettingsReader<EdgeServerKey> reader, EdgeSettings node) {
    Path store = node.store().file();
    var cache =
        new GatewaySettings.Cache(
            reader.flag(EdgeServerKey.CACHE_PERSISTENT),
            store.resolveSibling(store.getFileName() + ".cache"),
            Duration.ofSeconds(reader.number(EdgeServerKey.CACHE_FRESH_SECONDS)),
            Duration.ofSeconds(reader.number(EdgeServerKey.CACHE_KEEP_SECONDS)),
            reader.number(EdgeServerKey.CACHE_BYTES));
    var schema =
        new GatewaySettings.Schema(
            Duration.ofSeconds(reader.number(EdgeServerKey.SCHEMA_SECONDS)),
            reader.flag(EdgeServerKey.SCHEMA_UPDATE));
    Duration timeout = reader.ms(EdgeServerKey.GATEWAY_TIMEOUT_MS);
    int answerBytes = reader.whole(EdgeServerKey.GATEWAY_ANSWER_BYTES);
    URI centre = node.network().others().centreUrl();
    return centre == null ? null : new GatewaySettings(centre, timeout, answerBytes, cache, schema);
  }
}
