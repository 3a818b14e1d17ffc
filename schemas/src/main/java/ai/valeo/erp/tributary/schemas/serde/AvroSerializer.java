package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in Confluent's wire format. Safe for use by many threads; writers and buffers are
 * kept per thread.
 *
 * <p>Throws {@link SerializationException} for a record that does not fit its schema and {@code
 * RegistryException} when the registry gives no id.
 *
 * @param <T> what is written
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {

  /** Bounds what a caller takes who parses a schema anew for each record. */
  private static final int MAX_WRITERS = 1_000;

  private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);
  private @Nullable SchemaIds ids;
  private boolean isKey;
  private boolean ownsRegistry;

  /** For Kafka, which calls {@link #configure}. */
  public AvroSerializer() {}

  AvroSerializer(SchemaIds ids, boolean isKey) {
    this.ids = ids;
    this.isKey = isKey;
  }

  @Override
  public void configure(Map<String, ?> config, boolean forKeys) {
    if (ids != null) {
      return;
    }
    SerdeSettings settings = SerdeSettings.from(config);
    ids = new SchemaIds(SchemaRegistry.from(config), settings);
    isKey = forKeys;
    ownsRegistry = true;
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T record) {
    if (record == null) {
      return null;
    }
    if (ids == null) {
      throw new IllegalStateException("serializer: not configured");
    }
    Desk desk = desks.get();
    Schema schema = record.getSchema();
    SchemaIds.Target target = ids.target(desk.subject(topic), schema);
    byte[] framed = desk.encode(schema, record);
    if (target.schema() != null) {
      framed = Rewriting.rewrite(framed, schema, target.schema());
    }
    WireFormat.writeHeader(target.id(), framed);
    return framed;
  }

  @Override
  public void close() {
    if (ownsRegistry && ids != null) {
      ids.registry().close();
    }
  }

  /** What one thread keeps. */
  private final class Desk {
    private final ArrayEncoder encoder = new ArrayEncoder();
    private final IdentityHashMap<Schema, DatumWriter<T>> writers = new IdentityHashMap<>();
    private String topic = "";
    private String subject = "";

    String subject(String wanted) {
      if (!topic.equals(wanted)) {
        topic = wanted;
        subject = SerdeSettings.subject(wanted, isKey);
      }
      return subject;
    }

    byte[] encode(Schema schema, T record) {
      DatumWriter<T> writer = writers.get(schema);
      if (writer == null) {
        if (writers.size() >= MAX_WRITERS) {
          writers.clear();
        }
        writer = AvroModels.writer(schema, record);
        writers.put(schema, writer);
      }
      encoder.startFramed();
      try {
        writer.write(record, encoder);
      } catch (IOException | RuntimeException e) {
        throw new SerializationException("record: does not fit " + schema.getFullName(), e);
      }
      return encoder.finish();
    }
  }
}
