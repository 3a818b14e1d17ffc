package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.registry.SchemaText;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What whoever reads a topic may rely on, beside its settings.
 *
 * @param topic full name
 * @param key what the key is
 * @param schema of the values, as a registry knows it; none where records lie as they came
 * @param writer who writes it
 * @param order what the order of its records means
 * @param withoutValue what a record without a value means
 */
public record TopicContract(
    String topic,
    Key key,
    @Nullable Schema schema,
    Writer writer,
    String order,
    String withoutValue) {

  /** What the key of a topic's records is; always UTF-8 text. */
  public enum Key {
    ENTITY("`entityType:entityId`"),
    NODE("edge node id"),
    NODE_OR_ALL("edge node id, or `*`"),
    AS_IT_CAME("as it came; may be none");

    private final String text;

    Key(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }

  /** Who writes a topic, which tells how its records come about. */
  public enum Writer {
    EDGE("edge nodes, centre", "at least once: a repetition bears the same `id`"),
    CENTRE("centre", "at least once: a repetition bears the same `id`"),
    AGGREGATOR("aggregator", "exactly once, in transactions"),
    AGGREGATOR_LOOSELY("aggregator", "at least once; the latest holds"),
    NODE_LOOSELY("edge nodes", "at least once; the latest holds");

    private final String text;
    private final String delivery;

    Writer(String text, String delivery) {
      this.text = text;
      this.delivery = delivery;
    }

    /** In words. */
    public String text() {
      return text;
    }

    /** How often a record comes. */
    public String delivery() {
      return delivery;
    }
  }

  private static final String NEVER = "never";
  private static final String BY_ENTITY = "by entity, as decided";

  /** The contract of every topic, in the order of the catalogue. */
  public static List<TopicContract> all(Topics topics, EntityTypes types) {
    List<TopicContract> all = new ArrayList<>();
    all.add(
        new TopicContract(
            topics.mutations(),
            Key.ENTITY,
            stripped(Mutation.getClassSchema()),
            Writer.EDGE,
            "by entity, as it arrived; `sequence` orders one node's",
            NEVER));
    all.add(
        decided(topics.outcomes(), Key.NODE, Outcome.getClassSchema(), "by node and partition"));
    all.add(decided(topics.conflicts(), Key.ENTITY, Conflict.getClassSchema(), BY_ENTITY));
    all.add(
        new TopicContract(
            topics.resolutions(),
            Key.ENTITY,
            stripped(Resolution.getClassSchema()),
            Writer.CENTRE,
            "by entity, as it arrived",
            NEVER));
    all.add(decided(topics.audit(), Key.ENTITY, AuditEntry.getClassSchema(), BY_ENTITY));
    all.add(
        new TopicContract(
            topics.quarantine(),
            Key.AS_IT_CAME,
            null,
            Writer.AGGREGATOR,
            "by partition, as set aside",
            "with `tributary-quarantine-state`: what became of an earlier record"));
    all.add(
        new TopicContract(
            topics.edgeNodes(),
            Key.NODE,
            stripped(EdgeNodeStatus.getClassSchema()),
            Writer.NODE_LOOSELY,
            "by node, as sent",
            NEVER));
    all.add(
        new TopicContract(
            topics.flowControl(),
            Key.NODE_OR_ALL,
            stripped(FlowControl.getClassSchema()),
            Writer.AGGREGATOR_LOOSELY,
            "by node, as decided",
            NEVER));
    for (EntityType type : types.all()) {
      all.add(
          new TopicContract(
              topics.entities(type),
              Key.ENTITY,
              types.schema(type),
              Writer.AGGREGATOR,
              "by entity, `version` ascending",
              "deleted; version, clock and mutation in headers"));
    }
    return List.copyOf(all);
  }

  /** The subject of its values in a schema registry. */
  public String subject() {
    return topic + "-value";
  }

  private static TopicContract decided(String topic, Key key, Schema schema, String order) {
    return new TopicContract(topic, key, stripped(schema), Writer.AGGREGATOR, order, NEVER);
  }

  private static Schema stripped(Schema generated) {
    return SchemaText.parse(SchemaText.of(generated));
  }
}
