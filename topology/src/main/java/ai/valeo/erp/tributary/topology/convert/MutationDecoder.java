package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.MutationGroup;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.serde.OperationConversion;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads records of the mutations topic. Any thread. */
public final class MutationDecoder {

  /** No record bears them. */
  private static final int NO_ID = -1;

  private static final int UNFRAMED = 0;

  private final String topic;
  private final Deserializer<Mutation> deserializer;
  private final int directId;
  private final IntConsumer askAnew;
  private final ThreadLocal<MutationReader> readers = ThreadLocal.withInitial(MutationReader::new);

  /**
   * A decoder.
   *
   * @param directId id of the schema that this program was built with, if records that bear it may
   *     be read without Avro's readers
   * @param askAnew told of the id of a schema that may have become known since
   */
  MutationDecoder(
      String topic,
      Deserializer<Mutation> deserializer,
      OptionalInt directId,
      IntConsumer askAnew) {
    this.askAnew = askAnew;
    this.topic = topic;
    this.deserializer = deserializer;
    this.directId = directId.orElse(NO_ID);
  }

  /** Reads one record; never throws for anything a record may hold. */
  public Decoded decode(byte @Nullable [] value) {
    if (value == null) {
      return new Decoded.Garbage("record: no value (expected: a mutation)");
    }
    MutationFacts facts = schemaId(value) == directId ? readers.get().read(value) : null;
    return facts == null ? decodeByAvro(value) : new Decoded.Legible(facts);
  }

  /** The same of a record that a person has released: what was unknown a moment ago is asked. */
  Decoded decodeReleased(byte @Nullable [] value) {
    if (value != null) {
      askAnew.accept(schemaId(value));
    }
    return decode(value);
  }

  private Decoded decodeByAvro(byte[] value) {
    Mutation mutation;
    try {
      mutation = deserializer.deserialize(topic, value);
    } catch (RuntimeException e) {
      return failed(value, e);
    }
    return mutation == null
        ? new Decoded.Garbage("record: no mutation (expected: one)")
        : convert(mutation);
  }

  /** Garbage, or not known yet. */
  static Decoded failed(byte[] value, RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return SerdeFailures.isRecordAtFault(failure)
        ? new Decoded.Garbage(message)
        : new Decoded.Unavailable(schemaId(value), message);
  }

  private static int schemaId(byte[] value) {
    try {
      return WireFormat.schemaId(value);
    } catch (SerializationException e) {
      return UNFRAMED;
    }
  }

  private static Decoded convert(Mutation mutation) {
    try {
      return new Decoded.Legible(facts(mutation, ChangeConversion.fromAvro(mutation.getChanges())));
    } catch (IllegalArgumentException e) {
      return new Decoded.Unsound(
          facts(mutation, List.of()), Reason.INVALID_VALUE, String.valueOf(e.getMessage()));
    }
  }

  private static MutationFacts facts(Mutation mutation, List<Change> changes) {
    MutationGroup group = mutation.getGroup();
    return new MutationFacts(
        mutation.getId(),
        mutation.getEdgeNodeId(),
        mutation.getSequence(),
        mutation.getFloor(),
        mutation.getEntityType(),
        mutation.getEntityId(),
        OperationConversion.fromAvro(mutation.getOperation()),
        changes,
        mutation.getBaseVersion(),
        mutation.getHlcMs().toEpochMilli(),
        mutation.getHlcCounter(),
        mutation.getPriority(),
        mutation.getDependencies().size(),
        group == null ? null : group.getId(),
        mutation.getActor(),
        mutation.getReason());
  }
}
