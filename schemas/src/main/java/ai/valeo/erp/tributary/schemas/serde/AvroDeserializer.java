package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.registry.RegistryException;
import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.DatumReader;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in Confluent's wire format. Safe for use by many threads; readers and buffers are
 * kept per thread.
 *
 * <p>Throws {@link SerializationException} for corrupt bytes, an unknown schema id among them, and
 * {@link RegistryException} when the registry cannot be asked, which says nothing about the record.
 *
 * @param <T> what is read
 */
public final class AvroDeserializer<T> implements Deserializer<T> {

  private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);
  private @Nullable SchemaRegistry registry;
  private @Nullable ReaderChoice choice;
  private boolean ownsRegistry;

  /** For Kafka, which calls {@link #configure}. */
  public AvroDeserializer() {}

  AvroDeserializer(SchemaRegistry registry, ReaderChoice choice) {
    this.registry = registry;
    this.choice = choice;
  }

  @Override
  public void configure(Map<String, ?> config, boolean isKey) {
    if (registry != null) {
      return;
    }
    SerdeSettings settings = SerdeSettings.from(config);
    choice =
        settings.specificReader()
            ? new ReaderChoice.SpecificByName()
            : new ReaderChoice.AsWritten(settings.convertLogicalTypes());
    registry = SchemaRegistry.from(config);
    ownsRegistry = true;
  }

  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    int id = WireFormat.schemaId(bytes);
    Desk desk = desks.get();
    DatumReader<T> reader = id == desk.lastId ? desk.last : null;
    if (reader == null) {
      reader = readerFor(id, desk);
      desk.lastId = id;
      desk.last = reader;
    }
    return desk.decoding.read(reader, bytes, WireFormat.HEADER_BYTES);
  }

  private DatumReader<T> readerFor(int id, Desk desk) {
    DatumReader<T> known = desk.readers.get(id);
    if (known != null) {
      return known;
    }
    if (registry == null || choice == null) {
      throw new IllegalStateException("deserializer: not configured");
    }
    try {
      DatumReader<T> fresh = choice.reader(registry.schema(id));
      desk.readers.put(id, fresh);
      return fresh;
    } catch (RegistryException e) {
      if (e.isRecordAtFault()) {
        throw new SerializationException("schema id: " + id + " is unknown", e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (ownsRegistry && registry != null) {
      registry.close();
    }
  }

  /** What one thread keeps. */
  private final class Desk {
    private final AvroDecoding decoding = new AvroDecoding();
    private final Map<Integer, DatumReader<T>> readers = new HashMap<>();
    private int lastId;
    private @Nullable DatumReader<T> last;
  }
}
