package ai.valeo.erp.tributary.schemas.connect;

import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of our topics for the sinks of Kafka Connect, with any registry of Confluent's
 * kind. It takes the registry's keys as every serde does, and {@code shape}: {@code row} (for
 * Debezium's JDBC sink) or {@code nested}.
 *
 * <p>A record that is corrupt fails as a {@code DataException}, which Connect may leave out or set
 * aside; a registry that does not answer as a {@code RetriableException}. Our topics are written by
 * Tributary alone, so it does not write. One thread at a time, as Connect calls it.
 */
public final class AvroConverter implements Converter {

  /** What becomes of a record. */
  public static final String SHAPE = "shape";

  private static final ConfigDef CONFIG =
      new ConfigDef()
          .define(
              SHAPE,
              ConfigDef.Type.STRING,
              "row",
              ValidString.in("row", "nested"),
              Importance.MEDIUM,
              "row: columns in snake case, times with a zone, JSON for what is nested;"
                  + " nested: the record as it is.");

  private final Map<org.apache.avro.Schema, Mapping> known = new WeakHashMap<>();
  private @Nullable AvroSerdes serdes;
  private @Nullable Deserializer<GenericRecord> deserializer;
  private Mappings mappings = new Mappings(Shape.ROW);

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (isKey) {
      throw new ConfigException("key.converter: keys are text (expected: StringConverter)");
    }
    String shape = String.valueOf(CONFIG.parse(configs).get(SHAPE));
    mappings = new Mappings(Shape.valueOf(shape.toUpperCase(Locale.ROOT)));
    AvroSerdes made = AvroSerdes.of(configs);
    serdes = made;
    deserializer = made.deserializer();
  }

  @Override
  public ConfigDef config() {
    return CONFIG;
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
    if (value == null) {
      return SchemaAndValue.NULL;
    }
    GenericRecord record = read(topic, value);
    Mapping mapping = known.computeIfAbsent(record.getSchema(), mappings::of);
    return new SchemaAndValue(mapping.schema(), mapping.apply(record));
  }

  private GenericRecord read(String topic, byte[] value) {
    if (deserializer == null) {
      throw new IllegalStateException("converter: not configured");
    }
    try {
      return deserializer.deserialize(topic, value);
    } catch (RuntimeException e) {
      if (SerdeFailures.isRecordAtFault(e)) {
        throw new DataException(topic + ": a record cannot be decoded", e);
      }
      throw new RetriableException(topic + ": the registry does not answer", e);
    }
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException(topic + ": this converter only reads (expected: a sink)");
  }

  @Override
  public void close() {
    if (serdes != null) {
      serdes.close();
    }
  }
}
