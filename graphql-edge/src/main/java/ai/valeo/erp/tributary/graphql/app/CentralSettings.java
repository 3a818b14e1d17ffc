package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.command.CommandSettings;
import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import ai.valeo.erp.tributary.graphql.view.ViewTopology.Retention;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.settings.Secrets;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the centre's read process; see {@link CentralKey} and {@link ServerKeys} for the
 * keys.
 *
 * @param topics which topics
 * @param views how the views are kept
 * @param http how requests come in
 * @param limits what a document may be
 * @param subscriptions what clients that subscribe may use
 * @param operations what is kept and remembered of operations
 * @param changes what subscribers are told
 * @param security who may ask, and how often
 * @param commands how it writes
 * @param peers how instances ask each other; none = this one is the only one
 * @param warmup time of sample queries before readiness
 * @param edgeSilence a node without a heartbeat for so long is not online
 * @param kafka properties of the Kafka clients
 * @param registry properties of the Avro serdes and the registry client
 */
public record CentralSettings(
    TopicSettings topics,
    ViewSettings views,
    HttpSettings http,
    QueryLimits limits,
    SubscriptionLimits subscriptions,
    OperationSettings operations,
    ChangeSettings changes,
    SecuritySettings security,
    CommandSettings commands,
    @Nullable PeerSettings peers,
    Duration warmup,
    Duration edgeSilence,
    Map<String, String> kafka,
    Map<String, String> registry) {

  /**
   * Which topics.
   *
   * @param names their names
   * @param partitions partitions of those this process has to create
   * @param replication their replication; -1 = the broker's own
   * @param typesFolder folder with entity types; an empty path = bundled ones only
   */
  public record TopicSettings(Topics names, int partitions, short replication, Path typesFolder) {

    /** The entity types. */
    EntityTypes entityTypes() {
      return typesFolder.toString().isEmpty()
          ? EntityTypes.bundled()
          : EntityTypes.load(typesFolder);
    }
  }

  /**
   * How the views are kept.
   *
   * @param applicationId group and state name
   * @param stateDir folder of the state
   * @param threads stream threads
   * @param standbys warm copies on other instances
   * @param sessionTimeoutMs a silent instance is replaced after so long
   * @param retention how long what is over is kept
   * @param memoryBytes memory of RocksDB
   * @param tableBytes memory of entities that are kept in it too
   * @param minFreeBytes least free space
   * @param metricsLevel level of Kafka's metrics
   * @param aggregatorId group of the aggregator
   */
  public record ViewSettings(
      String applicationId,
      Path stateDir,
      int threads,
      int standbys,
      int sessionTimeoutMs,
      Retention retention,
      long memoryBytes,
      long tableBytes,
      long minFreeBytes,
      String metricsLevel,
      String aggregatorId) {}

  public CentralSettings {
    kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    registry = Collections.unmodifiableMap(new TreeMap<>(registry));
  }

  /**
   * Settings from keys and values.
   *
   * @throws SettingsException naming every unknown key and every bad value
   */
  public static CentralSettings of(Map<String, String> given) {
    var reader = new SettingsReader(keys(), given);
    TopicSettings topics = topics(reader);
    ViewSettings views = views(reader);
    HttpSettings http = ServerKeys.CENTRAL.http(reader);
    QueryLimits limits = ServerKeys.CENTRAL.limits(reader);
    SubscriptionLimits subscriptions = ServerKeys.CENTRAL.subscriptions(reader);
    OperationSettings operations = OperationSettings.of(reader);
    ChangeSettings changes = ChangeSettings.of(reader);
    SecuritySettings security = ServerKeys.CENTRAL.security(reader, http);
    PeerSettings peers = PeerKeys.of(reader);
    CommandSettings commands = CommandDesk.settings(reader, peers);
    Duration warmup = reader.ms(CentralKey.WARMUP_MS);
    Duration silence = reader.ms(CentralKey.EDGE_SILENCE_MS);
    reader.finish();
    return new CentralSettings(
        topics,
        views,
        http,
        limits,
        subscriptions,
        operations,
        changes,
        security,
        commands,
        peers,
        warmup,
        silence,
        reader.kafka(),
        reader.registry());
  }

  /** Every key, for help texts and tests. */
  public static List<SettingKey> keys() {
    return Stream.of(
            Stream.of(CentralKey.values()),
            Stream.of(OperationKey.values()),
            ServerKeys.CENTRAL.all().stream(),
            Stream.of(ChangeKey.values()),
            Stream.of(CommandKey.values()),
            Stream.of(PeerKey.values()))
        .<SettingKey>flatMap(keys -> keys)
        .toList();
  }

  /** The settings, secrets hidden; for the log. */
  @Override
  public String toString() {
    return "CentralSettings[topics="
        + topics
        + (", views=" + views + ", http=" + http + ", limits=" + limits)
        + (", subscriptions=" + subscriptions + ", operations=" + operations)
        + (", changes=" + changes)
        + (", security=" + security)
        + (", commands=" + commands + ", peers=" + peers)
        + (", warmup=" + warmup + ", edgeSilence=" + edgeSilence + ", kafka=" + Secrets.hide(kafka))
        + (", registry=" + Secrets.hide(registry) + "]");
  }

  private static TopicSettings topics(SettingsReader reader) {
    String prefix =
        reader.matching(
            CentralKey.TOPIC_PREFIX, "[a-zA-Z0-9._-]*", "letters, digits, dot, underscore, hyphen");
    return new TopicSettings(
        new Topics(prefix),
        reader.whole(CentralKey.TOPIC_PARTITIONS),
        (short) reader.whole(CentralKey.TOPIC_REPLICATION),
        Path.of(reader.text(CentralKey.TYPES_FOLDER)));
  }

  private static Duration history(SettingsReader reader) {
    Duration retention = Duration.ofDays(reader.number(CentralKey.HISTORY_DAYS));
    return reader.flag(CentralKey.HISTORY) ? retention : Duration.ZERO;
  }

  private static ViewSettings views(SettingsReader reader) {
    String dir = reader.text(CentralKey.STATE_DIR);
    return new ViewSettings(
        name(reader, CentralKey.APPLICATION_ID),
        dir.isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"), "tributary") : Path.of(dir),
        reader.whole(CentralKey.THREADS),
        reader.whole(CentralKey.STANDBYS),
        reader.whole(CentralKey.SESSION_TIMEOUT_MS),
        new Retention(
            Duration.ofHours(reader.number(CentralKey.OUTCOME_HOURS)),
            Duration.ofHours(reader.number(CentralKey.CONFLICT_HOURS)),
            Duration.ofHours(reader.number(CentralKey.QUARANTINE_HOURS)),
            history(reader),
            Duration.ofHours(reader.number(CentralKey.EDGE_RETENTION_HOURS))),
        reader.number(CentralKey.MEMORY_BYTES),
        reader.number(CentralKey.TABLE_BYTES),
        reader.number(CentralKey.MIN_FREE_BYTES),
        reader.text(CentralKey.METRICS_LEVEL),
        name(reader, CentralKey.AGGREGATOR_ID));
  }

  private static String name(SettingsReader reader, CentralKey key) {
    return reader.matching(key, "[a-zA-Z0-9._-]+", "letters, digits, dot, underscore, hyphen");
  }
}
