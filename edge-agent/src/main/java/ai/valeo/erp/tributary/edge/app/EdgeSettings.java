package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.core.SendWindow;
import ai.valeo.erp.tributary.edge.network.NetworkSettings;
import ai.valeo.erp.tributary.edge.publish.FlowSettings;
import ai.valeo.erp.tributary.edge.publish.PublishSettings;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.settings.Secrets;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of one edge node; see {@link EdgeKey} for every key.
 *
 * @param topics names of the topics
 * @param typesFolder folder with entity types of one's own; an empty path = none
 * @param location where the node stands, in words; may be empty
 * @param store where its file lies, and who it is
 * @param exportKey signs exported mutations; empty = none are exported
 * @param signingKeys sign what it publishes; none = nothing is signed
 * @param scope which entities it keeps
 * @param clock how far it trusts clocks, and how often it gives a sign of life
 * @param retention how long it keeps what it needs no more
 * @param publish how it publishes
 * @param network how it keeps the connection
 * @param kafka properties of the Kafka clients, e.g. {@code bootstrap.servers}
 * @param registry properties of the schema registry client, e.g. {@code schema.registry.url}
 */
public record EdgeSettings(
    Topics topics,
    Path typesFolder,
    String location,
    StoreSettings store,
    String exportKey,
    @Nullable KeyFile signingKeys,
    Scope scope,
    ClockSettings clock,
    Retention retention,
    PublishSettings publish,
    NetworkSettings network,
    Map<String, String> kafka,
    Map<String, String> registry) {

  /** The incarnation is put behind the name. */
  private static final int MAX_NAME_CHARS = EdgeNodeId.MAX_CHARS - 10;

  private static final int MIN_KEY_CHARS = 16;

  /**
   * Times.
   *
   * @param maxSkew how far ahead of the broker's time a clock may be that this node follows
   * @param heartbeat time between heartbeats
   * @param longestAway how long it may be away and still learn of every deletion
   */
  public record ClockSettings(Duration maxSkew, Duration heartbeat, Duration longestAway) {}

  /** Copies. */
  public EdgeSettings {
    kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    registry = Collections.unmodifiableMap(new TreeMap<>(registry));
  }

  /**
   * Settings from keys and values.
   *
   * @throws SettingsException naming every unknown key and every bad value
   */
  public static EdgeSettings of(Map<String, String> given) {
    var reader = new SettingsReader(List.of(EdgeKey.values()), given, EdgeKey.SCOPE_PREFIX);
    String prefix =
        reader.matching(
            EdgeKey.TOPIC_PREFIX, "[a-zA-Z0-9._-]*", "letters, digits, dot, underscore, hyphen");
    String nodeId = reader.required(EdgeKey.NODE_ID);
    if (nodeId.length() > MAX_NAME_CHARS || !nodeId.matches("[\\w.@-]+")) {
      reader.problem(EdgeKey.NODE_ID.key(), nodeId + " (expected: up to 90 of A-Z a-z 0-9 _.@-)");
      nodeId = "invalid";
    }
    var store =
        new StoreSettings(
            Path.of(reader.required(EdgeKey.STORE_FILE)),
            new EdgeNodeId(nodeId),
            new StoreSettings.Limits(
                reader.number(EdgeKey.STORE_MAX_MB) << 20,
                reader.number(EdgeKey.STORE_FREE_MB) << 20));
    String exportKey = reader.text(EdgeKey.EXPORT_KEY);
    if (!exportKey.isEmpty() && exportKey.length() < MIN_KEY_CHARS) {
      reader.problem(EdgeKey.EXPORT_KEY.key(), "*** (expected: 16 characters or more)");
    }
    KeyFile signingKeys = KeyFile.of(reader, EdgeKey.SIGNING_KEYS_FILE);
    if (signingKeys != null && !signingKeys.keys().has(nodeId)) {
      reader.problem(EdgeKey.SIGNING_KEYS_FILE.key(), "no key of " + nodeId + " is in the file");
    }
    var scope = new Scope(reader.list(EdgeKey.SCOPE_TYPES), wanted(reader));
    var clock =
        new ClockSettings(
            reader.ms(EdgeKey.MAX_SKEW_MS),
            reader.ms(EdgeKey.HEARTBEAT_MS),
            Duration.ofHours(reader.number(EdgeKey.AWAY_HOURS)));
    var retention =
        new Retention(
            Duration.ofHours(reader.number(EdgeKey.IDEMPOTENCY_HOURS)),
            Duration.ofHours(reader.number(EdgeKey.SETTLED_HOURS)));
    PublishSettings publish = publish(reader);
    NetworkSettings network = NetworkKeys.read(reader, clock.heartbeat());
    Path folder = Path.of(reader.text(EdgeKey.TYPES_FOLDER));
    String location = reader.text(EdgeKey.LOCATION);
    reader.finish();
    return new EdgeSettings(
        new Topics(prefix),
        folder,
        location,
        store,
        exportKey,
        signingKeys,
        scope,
        clock,
        retention,
        publish,
        network,
        reader.kafka(),
        reader.registry());
  }

  /** The entity types: the bundled ones, and those of the folder. */
  public EntityTypes entityTypes() {
    return typesFolder.toString().isEmpty() ? EntityTypes.bundled() : EntityTypes.load(typesFolder);
  }

  /** Who and where, secrets hidden; for the log. */
  @Override
  public String toString() {
    return "EdgeSettings[store="
        + store
        + (", scope=" + scope + ", clock=" + clock + ", publish=" + publish)
        + (", network="
            + network
            + ", kafka="
            + Secrets.hide(kafka)
            + ", registry="
            + Secrets.hide(registry))
        + "]";
  }

  private static PublishSettings publish(SettingsReader reader) {
    return new PublishSettings(
        reader.whole(EdgeKey.CLAIM_MUTATIONS),
        reader.whole(EdgeKey.WINDOW_MUTATIONS),
        reader.ms(EdgeKey.RESEND_MS),
        reader.whole(EdgeKey.MAX_RETRIES),
        flow(reader));
  }

  /** The sizes of the window ascend, whatever one of them is set to alone. */
  private static FlowSettings flow(SettingsReader reader) {
    int most = reader.whole(EdgeKey.WINDOW_MUTATIONS);
    int start = Math.min(reader.whole(EdgeKey.FLOW_START), most);
    int least = Math.min(reader.whole(EdgeKey.FLOW_LEAST), start);
    return new FlowSettings(
        new SendWindow.Rules(least, start, most, reader.number(EdgeKey.FLOW_TARGET_MS)),
        reader.whole(EdgeKey.FLOW_UNSTABLE),
        reader.ms(EdgeKey.FLOW_HOLD_MS));
  }

  private static SortedMap<String, SortedMap<String, Set<String>>> wanted(SettingsReader reader) {
    var wanted = new TreeMap<String, SortedMap<String, Set<String>>>();
    reader
        .passed(EdgeKey.SCOPE_PREFIX)
        .forEach((name, values) -> {
          String[] parts = name.split("\\.", -1);
          if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            reader.problem(
                EdgeKey.SCOPE_PREFIX + name,
                "(expected: " + EdgeKey.SCOPE_PREFIX + "TYPE.ATTRIBUTE)");
          } else {
            wanted
                .computeIfAbsent(parts[0], type -> new TreeMap<>())
                .put(parts[1], SettingsReader.list(values));
          }
        });
    return wanted;
  }
}
