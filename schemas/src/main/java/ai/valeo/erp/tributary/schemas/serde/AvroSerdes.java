package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.registry.SchemaRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The one place where a process gets its Avro serdes for topics, made from a Kafka client's
 * configuration map with Confluent's keys. All share one registry client.
 *
 * <p>{@code value.serializer}, {@code value.deserializer} and {@code value.serde} may name other
 * classes, such as Confluent's: these are then created and configured instead of ours. Safe for use
 * by many threads.
 */
public final class AvroSerdes implements AutoCloseable {

  private final Map<String, Object> config;
  private final SchemaRegistry registry;
  private final SchemaIds ids;

  private AvroSerdes(Map<String, Object> config) {
    TrustedClasses.declare();
    this.config = config;
    SerdeSettings settings = SerdeSettings.from(config);
    this.registry = SchemaRegistry.from(config);
    this.ids = new SchemaIds(registry, settings);
  }

  /** The serdes that a configuration asks for; it may hold keys for others too. */
  public static AvroSerdes of(Map<String, ?> config) {
    return new AvroSerdes(new HashMap<>(config));
  }

  /** Writes generated records. */
  public <T extends SpecificRecord> Serializer<T> serializer(Class<T> type) {
    return anySerializer();
  }

  /** Writes generic records, each in its own schema. */
  public Serializer<GenericRecord> serializer(Schema schema) {
    return anySerializer();
  }

  /** Reads generated records. */
  public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
    return ForeignSerdes.isNamed(config, ForeignSerdes.DESERIALIZER)
        ? ForeignSerdes.deserializer(config, true)
        : new AvroDeserializer<>(registry, ReaderChoice.Specific.of(type));
  }

  /** Reads records as generic ones of the given schema, whichever version wrote them. */
  public Deserializer<GenericRecord> deserializer(Schema schema) {
    return ForeignSerdes.isNamed(config, ForeignSerdes.DESERIALIZER)
        ? new ResolvingDeserializer(ForeignSerdes.deserializer(config, false), schema)
        : new AvroDeserializer<>(registry, new ReaderChoice.Generic(schema));
  }

  /** Reads records as generic ones of the schema they were written with. */
  public Deserializer<GenericRecord> deserializer() {
    return ForeignSerdes.isNamed(config, ForeignSerdes.DESERIALIZER)
        ? ForeignSerdes.deserializer(config, false)
        : new AvroDeserializer<>(registry, new ReaderChoice.AsWritten(false));
  }

  /** Writes and reads generated records. */
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return ForeignSerdes.isNamed(config, ForeignSerdes.SERDE)
        ? ForeignSerdes.serde(config)
        : Serdes.serdeFrom(serializer(type), deserializer(type));
  }

  /** Writes and reads generic records of the given schema. */
  public Serde<GenericRecord> serde(Schema schema) {
    return ForeignSerdes.isNamed(config, ForeignSerdes.SERDE)
        ? ForeignSerdes.serde(config)
        : Serdes.serdeFrom(serializer(schema), deserializer(schema));
  }

  /**
   * The id to frame records of a schema with, for callers that encode by themselves; asked once,
   * then remembered. Registers the schema if the configuration allows.
   */
  public int idFor(String subject, Schema schema) {
    return ids.id(subject, schema);
  }

  /**
   * The id to frame records with if a caller that encodes by itself writes the very same bytes as
   * the serializer; none if that is not ours, or brings records to another schema.
   */
  public OptionalInt directId(String subject, Schema schema) {
    if (ForeignSerdes.isNamed(config, ForeignSerdes.SERIALIZER)) {
      return OptionalInt.empty();
    }
    SchemaIds.Target target = ids.target(subject, schema);
    return target.schema() == null ? OptionalInt.of(target.id()) : OptionalInt.empty();
  }

  /**
   * The id of a schema if a caller that decodes by itself what bears it reads the very same as the
   * deserializer; none if that is not ours.
   */
  public OptionalInt directReadId(String subject, Schema schema) {
    return ForeignSerdes.isNamed(config, ForeignSerdes.DESERIALIZER)
        ? OptionalInt.empty()
        : OptionalInt.of(ids.id(subject, schema));
  }

  /** The subject of a topic's values. */
  public static String subject(String topic) {
    return SerdeSettings.subject(topic, false);
  }

  /** The registry behind. */
  public SchemaRegistry registry() {
    return registry;
  }

  /** Closes the registry's client; serdes in use then have only what they remember. */
  @Override
  public void close() {
    registry.close();
  }

  private <T extends IndexedRecord> Serializer<T> anySerializer() {
    return ForeignSerdes.isNamed(config, ForeignSerdes.SERIALIZER)
        ? ForeignSerdes.serializer(config)
        : new AvroSerializer<>(ids, false);
  }
}
