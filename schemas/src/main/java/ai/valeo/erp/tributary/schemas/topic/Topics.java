package ai.valeo.erp.tributary.schemas.topic;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The topic catalogue.
 *
 * @param prefix put before every name, with its dot, e.g. {@code tributary.}; may be empty
 */
public record Topics(String prefix) {

  /** Prefix where none is configured. */
  public static final String DEFAULT_PREFIX = "tributary.";

  /** Partitions of the topics kept by entity, where none are configured. */
  public static final int DEFAULT_PARTITIONS = 12;

  /** How long a tombstone stays: a node away for longer would never learn of a deletion. */
  private static final Duration TOMBSTONES = Duration.ofDays(30);

  /**
   * Largest batch the topics of mutations and of answers take. It is larger than any sound
   * mutation, so that a larger one is told.
   */
  public static final int MAX_RECORD_BYTES = 4 << 20;

  /** A quarantined record is the record as it came, and more headers. */
  private static final int QUARANTINE_HEADER_BYTES = 64 << 10;

  private static final int SMALL_SEGMENT_BYTES = 2 << 20;

  public Topics {
    if (!prefix.matches("[a-zA-Z0-9._-]*")) {
      throw new IllegalArgumentException(
          "prefix: " + prefix + " (expected: letters, digits, dot, underscore, hyphen)");
    }
  }

  /** The catalogue under the default prefix. */
  public static Topics standard() {
    return new Topics(DEFAULT_PREFIX);
  }

  /** Mutations by entity key: the event store. */
  public String mutations() {
    return prefix + "mutations.v1";
  }

  /** Outcomes by edge node id. */
  public String outcomes() {
    return prefix + "outcomes.v1";
  }

  /** Typed state of one entity type by entity key; compacted, null = deleted. */
  public String entities(EntityType type) {
    return prefix + "entities." + type.kebabName() + ".v1";
  }

  /** Conflicts by entity key. */
  public String conflicts() {
    return prefix + "conflicts.v1";
  }

  /** Rulings on open conflicts by entity key. */
  public String resolutions() {
    return prefix + "resolutions.v1";
  }

  /** Audit trail by entity key. */
  public String audit() {
    return prefix + "audit.v1";
  }

  /** Records that could not be processed, as they came. */
  public String quarantine() {
    return prefix + "quarantine.v1";
  }

  /** Heartbeats by edge node id; compacted. */
  public String edgeNodes() {
    return prefix + "edge-nodes.v1";
  }

  /** Allowances by edge node id or {@code *}; compacted. */
  public String flowControl() {
    return prefix + "flow-control.v1";
  }

  /**
   * Every topic with its settings. Topics keyed by entity share one number of partitions, so that
   * one task holds all there is of an entity.
   */
  public List<TopicSpec> specs(Collection<EntityType> types, int partitions, short replication) {
    var specs = new ArrayList<TopicSpec>();
    specs.add(
        new TopicSpec(
            mutations(),
            partitions,
            replication,
            Map.of(
                "message.timestamp.type",
                "LogAppendTime",
                "max.message.bytes",
                Integer.toString(MAX_RECORD_BYTES),
                "retention.ms",
                ms(Duration.ofDays(30)),
                "cleanup.policy",
                "delete")));
    specs.add(kept(outcomes(), partitions, replication, Duration.ofDays(7)));
    specs.add(kept(conflicts(), partitions, replication, Duration.ofDays(90)));
    specs.add(rulings(partitions, replication));
    specs.add(kept(audit(), partitions, replication, Duration.ofDays(3653)));
    specs.add(
        new TopicSpec(
            quarantine(),
            partitions,
            replication,
            Map.of(
                "retention.ms", ms(Duration.ofDays(30)),
                "max.message.bytes", Integer.toString(MAX_RECORD_BYTES + QUARANTINE_HEADER_BYTES),
                "cleanup.policy", "delete")));
    specs.add(small(edgeNodes(), replication));
    specs.add(small(flowControl(), replication));
    for (EntityType type : types) {
      specs.add(compacted(entities(type), partitions, replication));
    }
    return List.copyOf(specs);
  }

  private TopicSpec rulings(int partitions, short replication) {
    TopicSpec spec = kept(resolutions(), partitions, replication, Duration.ofDays(90));
    Map<String, String> config = new HashMap<>(spec.config());
    config.put("message.timestamp.type", "LogAppendTime");
    return new TopicSpec(spec.name(), partitions, replication, config);
  }

  private static TopicSpec kept(String name, int partitions, short replication, Duration time) {
    return new TopicSpec(
        name,
        partitions,
        replication,
        Map.of(
            "retention.ms", ms(time),
            "max.message.bytes", Integer.toString(MAX_RECORD_BYTES),
            "cleanup.policy", "delete"));
  }

  private static TopicSpec compacted(String name, int partitions, short replication) {
    return new TopicSpec(
        name,
        partitions,
        replication,
        Map.of("cleanup.policy", "compact", "delete.retention.ms", ms(TOMBSTONES)));
  }

  /**
   * A topic that whoever connects reads from its beginning: by its default a broker compacts no
   * segment before it is a gigabyte or a week old.
   */
  private static TopicSpec small(String name, short replication) {
    Map<String, String> config = new HashMap<>(compacted(name, 1, replication).config());
    config.put("segment.bytes", Integer.toString(SMALL_SEGMENT_BYTES));
    config.put("segment.ms", ms(Duration.ofMinutes(10)));
    config.put("min.cleanable.dirty.ratio", "0.1");
    return new TopicSpec(name, 1, replication, config);
  }

  private static String ms(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
