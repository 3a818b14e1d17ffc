package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.graphql.gateway.GatewaySettings;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of an edge process; see {@link EdgeServerKey} and {@link ServerKeys} for the keys
 * of its server, and the node's own for the rest.
 *
 * @param node the node
 * @param http how requests come in
 * @param limits what a document may be
 * @param subscriptions what clients that subscribe may use
 * @param security who may ask, and how often
 * @param gateway how the centre is asked, or none if the node does not know where it is
 */
public record EdgeServerSettings(
    EdgeSettings node,
    HttpSettings http,
    QueryLimits limits,
    SubscriptionLimits subscriptions,
    SecuritySettings security,
    @Nullable GatewaySettings gateway) {

  /** Everything the server does not know itself is for the node. */
  private static final String NODE_PREFIX = "";

  /**
   * Settings from keys and values.
   *
   * @throws SettingsException naming every unknown key and every bad value
   */
  public static EdgeServerSettings of(Map<String, String> given) {
    Set<String> problems = new LinkedHashSet<>();
    EdgeSettings node = node(given, problems);
    var reader = new SettingsReader(keys(), given, NODE_PREFIX);
    HttpSettings http = ServerKeys.EDGE.http(reader);
    QueryLimits limits = ServerKeys.EDGE.limits(reader);
    SubscriptionLimits subscriptions = ServerKeys.EDGE.subscriptions(reader);
    SecuritySettings security = ServerKeys.EDGE.security(reader, http);
    GatewaySettings gateway = node == null ? null : gateway(reader, node);
    try {
      reader.finish();
    } catch (SettingsException e) {
      problems.addAll(e.problems());
    }
    if (node == null || !problems.isEmpty()) {
      throw new SettingsException(List.copyOf(problems));
    }
    return new EdgeServerSettings(node, http, limits, subscriptions, security, gateway);
  }

  /** Every key of the server, for help texts and tests. */
  public static List<SettingKey> keys() {
    return Stream.concat(Stream.of(EdgeServerKey.values()), ServerKeys.EDGE.all().stream())
        .toList();
  }

  private static @Nullable EdgeSettings node(Map<String, String> given, Set<String> problems) {
    var rest = new TreeMap<>(given);
    for (SettingKey key : keys()) {
      rest.remove(key.key());
    }
    try {
      return EdgeSettings.of(rest);
    } catch (SettingsException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  private static @Nullable GatewaySettings gateway(SettingsReader reader, EdgeSettings node) {
    Path store = node.store().file();
    var cache =
        new GatewaySettings.Cache(
            reader.flag(EdgeServerKey.CACHE_PERSISTENT),
            store.resolveSibling(store.getFileName() + ".cache"),
            Duration.ofSeconds(reader.number(EdgeServerKey.CACHE_FRESH_SECONDS)),
            reader.whole(EdgeServerKey.CACHE_UNSTABLE_FACTOR),
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
