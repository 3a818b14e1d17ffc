package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericRecord;

/**
 * How the values of every topic of the read side are read. Entities are read by the schema they
 * were written with, and resolved to the type's present one. Any thread.
 *
 * @param topics names of the topics
 * @param types the entity types
 * @param entities reads entities, by name of their type
 * @param outcomes reads outcomes
 * @param conflicts reads conflicts
 * @param edgeNodes reads heartbeats
 */
public record ViewReaders(
    Topics topics,
    EntityTypes types,
    Map<String, RecordReader<GenericRecord>> entities,
    RecordReader<Outcome> outcomes,
    RecordReader<Conflict> conflicts,
    RecordReader<EdgeNodeStatus> edgeNodes) {

  public ViewReaders {
    entities = Map.copyOf(entities);
    for (EntityType type : types.all()) {
      if (!entities.containsKey(type.name())) {
        throw new IllegalArgumentException("entities: no reader for " + type.name());
      }
    }
  }

  /** An entity as its topic carries it. */
  EntityRow row(EntityType type, byte[] framed) {
    String topic = topics.entities(type);
    RecordReader<GenericRecord> reader = entities.get(type.name());
    if (reader == null) {
      throw new IllegalArgumentException("type: " + type.name() + " is not of this catalogue");
    }
    GenericRecord entity = reader.read(topic, framed);
    try {
      return types.codec(type).fromGeneric(entity);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw new UnreadableRecordException(topic, e);
    }
  }

  Outcome outcome(byte[] framed) {
    return outcomes.read(topics.outcomes(), framed);
  }

  Conflict conflict(byte[] framed) {
    return conflicts.read(topics.conflicts(), framed);
  }

  EdgeNodeStatus edgeNode(byte[] framed) {
    return edgeNodes.read(topics.edgeNodes(), framed);
  }
}
