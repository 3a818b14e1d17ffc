package ai.valeo.erp.tributary.schemas.serde;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro for state stores, without a registry: Avro's single-object encoding (C3 01, the 8-byte
 * fingerprint of the schema, Avro binary). A schema registry's serde would register every changelog
 * as a subject. What former versions wrote is read if their schemas are given. Safe for use by many
 * threads.
 *
 * @param <T> what is written and read
 */
public final class StateSerde<T extends IndexedRecord> implements Serde<T> {

  private static final int HEADER_BYTES = 10;

  private final ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);
  private final ReaderChoice choice;
  private final Schema schema;
  private final long fingerprint;
  private final Map<Long, Schema> writers = new HashMap<>();

  private StateSerde(ReaderChoice choice, Schema schema, List<Schema> former) {
    this.choice = choice;
    this.schema = schema;
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    former.forEach(each -> writers.put(SchemaNormalization.parsingFingerprint64(each), each));
    writers.put(fingerprint, schema);
  }

  /**
   * For generated records.
   *
   * @param former schemas of earlier versions whose stores may be met
   */
  public static <T extends SpecificRecord> StateSerde<T> of(Class<T> type, List<Schema> former) {
    ReaderChoice.Specific choice = ReaderChoice.Specific.of(type);
    return new StateSerde<>(choice, choice.schema(), former);
  }

  /**
   * For generic records.
   *
   * @param former schemas of earlier versions whose stores may be met
   */
  public static StateSerde<GenericRecord> of(Schema schema, List<Schema> former) {
    return new StateSerde<>(new ReaderChoice.Generic(schema), schema, former);
  }

  @Override
  public Serializer<T> serializer() {
    return (topic, record) -> record == null ? null : desks.get().write(record);
  }

  @Override
  public Deserializer<T> deserializer() {
    return (topic, bytes) -> bytes == null ? null : desks.get().read(bytes);
  }

  /** What one thread keeps. */
  private final class Desk {
    private final ArrayEncoder encoder = new ArrayEncoder();
    private final AvroDecoding decoding = new AvroDecoding();
    private final Map<Long, DatumReader<T>> readers = new HashMap<>();
    private @Nullable DatumWriter<T> writer;

    byte[] write(T record) {
      if (writer == null) {
        writer = AvroModels.writer(schema, record);
      }
      encoder.start(HEADER_BYTES);
      try {
        writer.write(record, encoder);
      } catch (IOException | RuntimeException e) {
        throw new SerializationException("record: does not fit " + schema.getFullName(), e);
      }
      byte[] bytes = encoder.finish();
      bytes[0] = (byte) 0xC3;
      bytes[1] = 1;
      for (int i = 0; i < Long.BYTES; i++) {
        bytes[2 + i] = (byte) (fingerprint >>> (8 * i));
      }
      return bytes;
    }

    T read(byte[] bytes) {
      long written = fingerprint(bytes);
      DatumReader<T> reader = readers.get(written);
      if (reader == null) {
        Schema origin = writers.get(written);
        if (origin == null) {
          throw new SerializationException(
              "state: fingerprint %016x (expected: one of %s's)"
                  .formatted(written, schema.getFullName()));
        }
        reader = choice.reader(origin);
        readers.put(written, reader);
      }
      return decoding.read(reader, bytes, HEADER_BYTES);
    }

    private static long fingerprint(byte[] bytes) {
      if (bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
        throw new SerializationException("state: no single-object encoding of Avro");
      }
      long found = 0;
      for (int i = Long.BYTES - 1; i >= 0; i--) {
        found = found << 8 | (bytes[2 + i] & 0xffL);
      }
      return found;
    }
  }
}
