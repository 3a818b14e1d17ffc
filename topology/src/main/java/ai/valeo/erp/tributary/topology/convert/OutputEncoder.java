package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityCodec;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes the values of output records, framed and ready to send. Every schema id was looked up when
 * the process started, so that no registry is needed later. Any thread.
 */
public final class OutputEncoder {

  private static final int TYPICAL_SIZE_BYTES = 256;

  /** Below the 1 MiB that a topic takes unless it is told otherwise, key and headers included. */
  static final int MAX_ENTITY_BYTES = 1_000_000;

  /**
   * Room for an entity as it was, as it is, and a mutation; see {@link Topics#MAX_RECORD_BYTES}.
   */
  static final int MAX_ANSWER_BYTES = Topics.MAX_RECORD_BYTES - (64 << 10);

  private final Topics topics;
  private final Serializer<Outcome> outcomes;
  private final Serializer<Conflict> conflicts;
  private final Serializer<AuditEntry> audit;
  private final Map<String, EntityEncoder> entities = new HashMap<>();

  /** How one type's records are written. */
  private record EntityEncoder(EntityType type, EntityCodec codec, int schemaId) {}

  OutputEncoder(AvroSerdes serdes, Topics topics, EntityTypes types) {
    this.topics = topics;
    this.outcomes = serdes.serializer(Outcome.class);
    this.conflicts = serdes.serializer(Conflict.class);
    this.audit = serdes.serializer(AuditEntry.class);
    for (EntityType type : types.all()) {
      int id = serdes.idFor(AvroSerdes.subject(topics.entities(type)), types.schema(type));
      entities.put(type.name(), new EntityEncoder(type, types.codec(type), id));
    }
  }

  /** The value of an outcome record. */
  public byte[] outcome(OutcomeFacts facts) {
    return answer("outcome", outcomes.serialize(topics.outcomes(), FactsConversion.outcome(facts)));
  }

  /** The value of a conflict record. */
  public byte[] conflict(ConflictFacts facts) {
    return answer(
        "conflict", conflicts.serialize(topics.conflicts(), FactsConversion.conflict(facts)));
  }

  /** The value of an audit record; {@link AuditHash} makes the chain of it. */
  public byte[] audit(AuditFacts facts) {
    return answer("audit", audit.serialize(topics.audit(), FactsConversion.audit(facts)));
  }

  private static byte[] answer(String what, byte[] framed) {
    return bounded(what, framed, MAX_ANSWER_BYTES);
  }

  private static byte[] bounded(String what, byte[] framed, int greatestBytes) {
    if (framed.length > greatestBytes) {
      throw new OversizeException(what, framed.length, greatestBytes);
    }
    return framed;
  }

  /**
   * The value of an entity record.
   *
   * @throws IllegalArgumentException if its type is not of the catalogue
   * @throws OversizeException if it has grown too large
   */
  public byte[] entity(EntityState state) {
    EntityEncoder encoder = entities.get(state.key().entityType());
    if (encoder == null) {
      throw new IllegalArgumentException("type: " + state.key().entityType() + " unknown");
    }
    var target = new ByteArrayOutputStream(TYPICAL_SIZE_BYTES);
    WireFormat.writeHeader(encoder.schemaId(), target);
    encoder.codec().encode(row(state, encoder.type()), target);
    return bounded("entity", target.toByteArray(), MAX_ENTITY_BYTES);
  }

  private static EntityRow row(EntityState state, EntityType type) {
    return new EntityRow(
        state.key().entityId(),
        state.version(),
        state.hlc(),
        state.lastMutation().value(),
        state.values(type));
  }
}
