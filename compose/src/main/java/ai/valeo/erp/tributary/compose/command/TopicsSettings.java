package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.kafka.WantedTopics;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypeException;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.catalog.TopicContract;
import ai.valeo.erp.tributary.schemas.settings.Secrets;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader.Remote;
import ai.valeo.erp.tributary.schemas.topic.TopicSpec;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.AggregatorKey;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the commands that look at topics are configured by: the keys that all processes share.
 *
 * @param topics names of the topics
 * @param types the entity types
 * @param partitions of topics by entity
 * @param replication of all topics; -1 = the broker's own
 * @param kafka properties of the Kafka clients
 * @param registry properties of the schema registry client
 */
public record TopicsSettings(
    Topics topics,
    EntityTypes types,
    int partitions,
    short replication,
    Map<String, String> kafka,
    Map<String, String> registry) {

  private static final List<AggregatorKey> KEYS =
      List.of(
          AggregatorKey.TOPIC_PREFIX,
          AggregatorKey.TOPIC_PARTITIONS,
          AggregatorKey.TOPIC_REPLICATION,
          AggregatorKey.TYPES_FOLDER);

  /** Copies. */
  public TopicsSettings {
    kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    registry = Collections.unmodifiableMap(new TreeMap<>(registry));
  }

  /**
   * Settings from keys and values.
   *
   * @param needed whose addresses the command cannot do without
   * @throws SettingsException naming every unknown key and every bad value
   */
  public static TopicsSettings of(Map<String, String> given, Set<Remote> needed) {
    SettingsReader reader = new SettingsReader(KEYS, given);
    String prefix =
        reader.matching(
            AggregatorKey.TOPIC_PREFIX,
            "[a-zA-Z0-9._-]*",
            "letters, digits, dot, underscore, hyphen");
    int partitions = reader.whole(AggregatorKey.TOPIC_PARTITIONS);
    short replication = (short) reader.whole(AggregatorKey.TOPIC_REPLICATION);
    EntityTypes types = types(reader);
    reader.finish(needed);
    return new TopicsSettings(
        new Topics(prefix), types, partitions, replication, reader.kafka(), reader.registry());
  }

  /** The topics as they should be. */
  public WantedTopics wanted() {
    return new WantedTopics(topics, types, partitions, replication);
  }

  /** Every topic as it should be where there is none. */
  public List<TopicSpec> specs() {
    return wanted().specs();
  }

  /** What readers of every topic may rely on. */
  public List<TopicContract> contracts() {
    return TopicContract.all(topics, types);
  }

  /** Secrets hidden. */
  @Override
  public String toString() {
    return "TopicsSettings[topics="
        + topics
        + ", kafka="
        + Secrets.hide(kafka)
        + ", registry="
        + Secrets.hide(registry)
        + "]";
  }

  private static EntityTypes types(SettingsReader reader) {
    String folder = reader.text(AggregatorKey.TYPES_FOLDER);
    try {
      return folder.isEmpty() ? EntityTypes.bundled() : EntityTypes.load(Path.of(folder));
    } catch (EntityTypeException | UncheckedIOException | IllegalArgumentException e) {
      reader.problem(AggregatorKey.TYPES_FOLDER.key(), String.valueOf(e.getMessage()));
      return EntityTypes.bundled();
    }
  }
}
