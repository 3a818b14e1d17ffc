package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.issuer.DevelopmentKey;
import ai.valeo.erp.tributary.compose.northwind.Office;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of each part of the one-machine run.
 *
 * @param settings what was asked for
 * @param bootstrapServers the broker
 * @param registryUrl the schema registry
 */
record Parts(LocalSettings settings, String bootstrapServers, String registryUrl) {
  static final int PARTITIONS = 6;

  /** The demo keeps everything, so that all of it can be reconciled at any time. */
  private static final String TEN_YEARS_HOURS = "87600";

  Map<String, String> aggregator() {
    Map<String, String> keys = common();
    keys.put("aggregator.state.dir", settings.folder("aggregator").toString());
    keys.put("topics.partitions", Integer.toString(PARTITIONS));
    return keys;
  }

  Map<String, String> central() {
    Map<String, String> keys = common();
    keys.put("central.state.dir", settings.folder("central").toString());
    keys.put("central.http.port", Integer.toString(settings.ports().graphql()));
    keys.put("topics.partitions", Integer.toString(PARTITIONS));
    putSecurity("central.security.", keys);
    return keys;
  }

  private void putSecurity(String prefix, Map<String, String> keys) {
    if (settings.isSecure()) {
      keys.put(prefix + "mode", "jwt");
      keys.put(prefix + "issuer", DevelopmentKey.ISSUER);
      keys.put(prefix + "audience", DevelopmentKey.AUDIENCE);
      keys.put(prefix + "jwks.url", "http://127.0.0.1:" + settings.ports().issuer() + "/jwks");
    }
  }

  Map<String, String> edge(Office office) {
    Map<String, String> keys = common();
    keys.put("edge.node.id", office.id());
    keys.put("edge.location", office.city());
    keys.put("edge.store.file", settings.folder("offices").resolve(office.id() + ".db").toString());
    keys.put("edge.idempotency.hours", TEN_YEARS_HOURS);
    keys.put("edge.heartbeat.ms", "1000");
    keys.put("edge.network.backoff.ms", "500");
    keys.put("edge.network.backoff.max.ms", "2000");
    return keys;
  }

  /** The keys of an office that people can look at, beside those of every office. */
  Map<String, String> servedEdge(Office office) {
    Map<String, String> keys = edge(office);
    keys.put("edge.http.port", Integer.toString(settings.ports().edge()));
    keys.put("edge.centre.url", "http://127.0.0.1:" + settings.ports().graphql());
    putSecurity("edge.security.", keys);
    return keys;
  }

  /** What the checks decode records with. */
  Map<String, String> registry() {
    return Map.of("schema.registry.url", registryUrl);
  }

  private Map<String, String> common() {
    Map<String, String> keys = new TreeMap<>();
    keys.put("kafka.bootstrap.servers", bootstrapServers);
    keys.put("schema.registry.url", registryUrl);
    return keys;
  }
}
