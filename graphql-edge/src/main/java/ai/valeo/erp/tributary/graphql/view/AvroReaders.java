package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.HashMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Readers over the Avro deserializers, which any thread may use. */
public final class AvroReaders {

  private AvroReaders() {}

  /** Readers of every topic. */
  public static ViewReaders all(AvroSerdes serdes, Topics topics, EntityTypes types) {
    var entities = new HashMap<String, RecordReader<GenericRecord>>();
    for (EntityType type : types.all()) {
      entities.put(type.name(), of(serdes.deserializer(types.schema(type))));
    }
    return new ViewReaders(
        topics,
        types,
        entities,
        of(serdes.deserializer(Outcome.class)),
        of(serdes.deserializer(Conflict.class)),
        of(serdes.deserializer(EdgeNodeStatus.class)),
        of(serdes.deserializer(AuditEntry.class)),
        of(serdes.deserializer(Resolution.class)),
        of(serdes.deserializer(Mutation.class)));
  }

  /** A reader that tells what can never be read from what cannot be read now. */
  static <T> RecordReader<T> of(Deserializer<T> deserializer) {
    return (topic, framed) -> {
      try {
        T value = deserializer.deserialize(topic, framed);
        if (value == null) {
          throw new SerializationException("no value");
        }
        return value;
      } catch (RuntimeException e) {
        if (SerdeFailures.isRecordAtFault(e)) {
          throw new UnreadableRecordException(topic, e);
        }
        throw e;
      }
    };
  }
}
