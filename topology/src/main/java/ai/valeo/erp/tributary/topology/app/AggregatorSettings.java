package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypeException;
import ai.valeo.erp.tributary.schemas.settings.Secrets;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import ai.valeo.erp.tributary.schemas.signing.KeyFile;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.store.StoreSettings;
import ai.valeo.erp.tributary.topology.stream.WindowSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of one aggregator process; see {@link AggregatorKey} for every key.
 *
 * @param topics names of the topics
 * @param creation how missing topics are created
 * @param policies entity types and merge strategies, loaded and found sound
 * @param process identity, place and size of the process
 * @param window how mutations are gathered and decided
 * @param stores how state is kept
 * @param flow how edge nodes are held back
 * @param pages where it shows metrics and health
 * @param signingKeys the keys that mutations must be signed with; none = signatures are not asked
 *     for
 * @param kafka properties of the Kafka clients, e.g. {@code bootstrap.servers}
 * @param registry properties of the schema registry client, e.g. {@code schema.registry.url}
 */
public record AggregatorSettings(
    Topics topics,
    TopicCreation creation,
    Policies policies,
    ProcessSettings process,
    WindowSettings window,
    StoreSettings stores,
    FlowSettings flow,
    PageSettings pages,
    @Nullable KeyFile signingKeys,
    Map<String, String> kafka,
    Map<String, String> registry) {

  /** How missing topics are created. */
  public record TopicCreation(int partitions, short replication) {}

  /** Where the process shows its metrics and its health; 0 = any free port. */
  public record PageSettings(String host, int port) {}

  public AggregatorSettings {
    kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    // The stream must not block for long within a transaction: it asks once and waits by itself.
    var quick = new TreeMap<>(registry);
    quick.putIfAbsent("max.retries", "0");
    quick.putIfAbsent("http.connect.timeout.ms", "1000");
    quick.putIfAbsent("http.read.timeout.ms", "3000");
    registry = Collections.unmodifiableMap(quick);
  }

  /**
   * Settings from keys and values.
   *
   * @throws SettingsException naming every unknown key and every bad value
   */
  public static AggregatorSettings of(Map<String, String> given) {
    var reader = new SettingsReader(List.of(AggregatorKey.values()), given);
    String prefix =
        reader.matching(
            AggregatorKey.TOPIC_PREFIX,
            "[a-zA-Z0-9._-]*",
            "letters, digits, dot, underscore, hyphen");
    var creation =
        new TopicCreation(
            reader.whole(AggregatorKey.TOPIC_PARTITIONS),
            (short) reader.whole(AggregatorKey.TOPIC_REPLICATION));
    Policies policies = policies(reader);
    var process = ProcessSettings.read(reader);
    var window = window(reader);
    var stores =
        new StoreSettings(
            reader.number(AggregatorKey.ROCKSDB_CACHE_BYTES),
            reader.number(AggregatorKey.ROCKSDB_WRITE_BUFFER_BYTES));
    var flow = FlowSettings.read(reader);
    String host =
        reader.text(AggregatorKey.HTTP_HOST, text -> !text.isBlank(), "an address or a name");
    var pages = new PageSettings(host, reader.whole(AggregatorKey.HTTP_PORT));
    KeyFile signingKeys = KeyFile.of(reader, AggregatorKey.SIGNING_KEYS_FILE);
    reader.finish();
    return new AggregatorSettings(
        new Topics(prefix),
        creation,
        policies,
        process,
        window,
        stores,
        flow,
        pages,
        signingKeys,
        reader.kafka(),
        reader.registry());
  }

  /** Settings from properties. */
  public static AggregatorSettings of(Properties given) {
    var map = new TreeMap<String, String>();
    given.stringPropertyNames().forEach(name -> map.put(name, given.getProperty(name)));
    return of(map);
  }

  /** Every setting with its value, secrets hidden; for the log and for {@code --help}. */
  @Override
  public String toString() {
    return "AggregatorSettings[topics="
        + topics
        + ", creation="
        + creation
        + ", kafka="
        + Secrets.hide(kafka)
        + ", registry="
        + Secrets.hide(registry)
        + ", process="
        + process
        + ", window="
        + window
        + ", stores="
        + stores
        + "]";
  }

  private static Policies policies(SettingsReader reader) {
    try {
      Policies loaded = Policies.load(Path.of(reader.text(AggregatorKey.TYPES_FOLDER)));
      loaded.problems().forEach(problem -> reader.problem("merge policy " + problem));
      return loaded;
    } catch (EntityTypeException | IllegalArgumentException | UncheckedIOException e) {
      reader.problem(AggregatorKey.TYPES_FOLDER.key(), String.valueOf(e.getMessage()));
      return Policies.bundled();
    }
  }

  /** The topics it needs, as they should be with so many partitions by entity. */
  List<TopicSpec> topicSpecs(int partitions) {
    return topics.specs(policies.types().all(), partitions, creation.replication());
  }

  private static WindowSettings window(SettingsReader reader) {
    return new WindowSettings(
        reader.number(AggregatorKey.WINDOW_MS),
        reader.whole(AggregatorKey.WINDOW_MAX_MUTATIONS),
        reader.number(AggregatorKey.WINDOW_MAX_BYTES),
        reader.number(AggregatorKey.COMMIT_MS),
        reader.number(AggregatorKey.COMMIT_BUSY_MS),
        reader.whole(AggregatorKey.BATCH_MAX_MUTATIONS),
        reader.number(AggregatorKey.BATCH_MAX_BYTES),
        reader.number(AggregatorKey.MAX_WAIT_MS),
        reader.number(AggregatorKey.MAX_SKEW_MS));
  }
}
