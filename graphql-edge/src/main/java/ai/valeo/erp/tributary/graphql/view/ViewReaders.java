package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * How the values of every topic of the read side are read; null is a value that can never be read.
 * Entities are read by the schema they were written with, and resolved to the type's present one.
 * Any thread.
 *
 * @param topics names of the topics
 * @param types the entity types
 * @param entities reads entities, by name of their type
 * @param outcomes reads outcomes
 * @param conflicts reads conflicts
 * @param edgeNodes reads heartbeats
 * @param audit reads audit entries
 * @param resolutions reads rulings, for those that are only proposed
 * @param mutations reads mutations, to show what was set aside
 */
public record ViewReaders(
    Topics topics,
    EntityTypes types,
    Map<String, RecordReader<GenericRecord>> entities,
    RecordReader<Outcome> outcomes,
    RecordReader<Conflict> conflicts,
    RecordReader<EdgeNodeStatus> edgeNodes,
    RecordReader<AuditEntry> audit,
    RecordReader<Resolution> resolutions,
    RecordReader<Mutation> mutations) {

  public ViewReaders {
    entities = Map.copyOf(entities);
    for (EntityType type : types.all()) {
      if (!entities.containsKey(type.name())) {
        throw new IllegalArgumentException("entities: no reader for " + type.name());
      }
    }
  }

  /** An entity as its topic carries it. */
  @Nullable EntityRow row(EntityType type, byte[] framed) {
    RecordReader<GenericRecord> reader = entities.get(type.name());
    if (reader == null) {
      throw new IllegalArgumentException("type: " + type.name() + " is not of this catalogue");
    }
    GenericRecord entity = read(reader, topics.entities(type), framed);
    try {
      return entity == null ? null : types.codec(type).fromGeneric(entity);
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      return null;
    }
  }

  @Nullable Outcome outcome(byte[] framed) {
    return read(outcomes, topics.outcomes(), framed);
  }

  @Nullable Conflict conflict(byte[] framed) {
    return read(conflicts, topics.conflicts(), framed);
  }

  @Nullable Resolution resolution(byte[] framed) {
    return read(resolutions, topics.resolutions(), framed);
  }

  @Nullable EdgeNodeStatus edgeNode(byte[] framed) {
    return read(edgeNodes, topics.edgeNodes(), framed);
  }

  @Nullable AuditEntry audit(byte[] framed) {
    return read(audit, topics.audit(), framed);
  }

  /** A mutation that was set aside; none if even that cannot be read, now or ever. */
  @Nullable Mutation mutation(byte[] framed) {
    try {
      return read(mutations, topics.mutations(), framed);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static <T> @Nullable T read(RecordReader<T> reader, String topic, byte[] framed) {
    try {
      return reader.read(topic, framed);
    } catch (UnreadableRecordException e) {
      return null;
    }
  }
}
