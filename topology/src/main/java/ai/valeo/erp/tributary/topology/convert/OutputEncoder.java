package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityCodec;
import ai.valeo.erp.tributary.schemas.catalog.EntitySource;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.ArrayEncoder;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of output records, framed and ready to send. Every schema id was looked up when
 * the process started, so that no registry is needed later. Any thread.
 */
public final class OutputEncoder {

  /** No id: records are not written directly. */
  private static final int THROUGH_AVRO = -1;

  /** For a mutation that was refused before it came into a batch. */
  public static final int NO_PLACE = -1;

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
  private final int outcomeId;
  private final int auditId;
  private final Map<String, EntityEncoder> entities = new HashMap<>();
  private final ThreadLocal<ArrayEncoder> encoders = ThreadLocal.withInitial(ArrayEncoder::new);

  /** How one type's records are written. */
  private record EntityEncoder(EntityType type, EntityCodec codec, int schemaId) {}

  /** An entity's state as its record shows it. */
  private record Shown(EntityState state, EntityType type) implements EntitySource {
    @Override
    public String id() {
      return state.key().entityId();
    }

    @Override
    public long version() {
      return state.version();
    }

    @Override
    public Hlc hlc() {
      return state.hlc();
    }

    @Override
    public String mutationId() {
      return state.lastMutation().value();
    }

    @Override
    public @Nullable Value value(int place) {
      return state.value(type, place);
    }
  }

  OutputEncoder(AvroSerdes serdes, Topics topics, EntityTypes types) {
    this.topics = topics;
    this.outcomes = serdes.serializer(Outcome.class);
    this.conflicts = serdes.serializer(Conflict.class);
    this.audit = serdes.serializer(AuditEntry.class);
    this.outcomeId = directId(serdes, topics.outcomes(), Outcome.getClassSchema());
    this.auditId = directId(serdes, topics.audit(), AuditEntry.getClassSchema());
    for (EntityType type : types.all()) {
      int id = serdes.idFor(AvroSerdes.subject(topics.entities(type)), types.schema(type));
      entities.put(type.name(), new EntityEncoder(type, types.codec(type), id));
    }
  }

  private static int directId(AvroSerdes serdes, String topic, Schema schema) {
    return serdes.directId(AvroSerdes.subject(topic), schema).orElse(THROUGH_AVRO);
  }

  private ArrayEncoder start() {
    ArrayEncoder encoder = encoders.get();
    encoder.startFramed();
    return encoder;
  }

  /**
   * The value of an outcome record.
   *
   * @param place place of the mutation in its batch; {@link #NO_PLACE} = in none
   */
  public byte[] outcome(OutcomeFacts facts, int place) {
    if (outcomeId != THROUGH_AVRO) {
      ArrayEncoder encoder = start();
      AnswerWriter.outcome(facts, place, encoder);
      return answer("outcome", encoder.finishFramed(outcomeId));
    }
    return answer(
        "outcome", outcomes.serialize(topics.outcomes(), FactsConversion.outcome(facts, place)));
  }

  /** The value of a conflict record. */
  public byte[] conflict(ConflictFacts facts) {
    return answer(
        "conflict", conflicts.serialize(topics.conflicts(), FactsConversion.conflict(facts)));
  }

  /** The value of an audit record; {@link AuditHash} makes the chain of it. */
  public byte[] audit(AuditFacts facts) {
    if (auditId != THROUGH_AVRO) {
      ArrayEncoder encoder = start();
      AnswerWriter.audit(facts, encoder);
      return answer("audit", encoder.finishFramed(auditId));
    }
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
    ArrayEncoder target = start();
    encoder.codec().write(new Shown(state, encoder.type()), target);
    return bounded("entity", target.finishFramed(encoder.schemaId()), MAX_ENTITY_BYTES);
  }
}
