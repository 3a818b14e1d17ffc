package ai.valeo.erp.tributary.schemas.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Brings what another deserializer read, in the schema of its writer, to a wanted schema. */
final class ResolvingDeserializer implements Deserializer<GenericRecord> {

  private final Deserializer<GenericRecord> inner;
  private final Schema wanted;

  ResolvingDeserializer(Deserializer<GenericRecord> inner, Schema wanted) {
    this.inner = inner;
    this.wanted = wanted;
  }

  @Override
  public @Nullable GenericRecord deserialize(String topic, byte @Nullable [] bytes) {
    GenericRecord asWritten = inner.deserialize(topic, bytes);
    if (asWritten == null || asWritten.getSchema().equals(wanted)) {
      return asWritten;
    }
    var encoder = new ArrayEncoder();
    encoder.start(0);
    try {
      new GenericDatumWriter<GenericRecord>(asWritten.getSchema()).write(asWritten, encoder);
    } catch (IOException e) {
      throw new SerializationException("record: does not fit its own schema", e);
    }
    var choice = new ReaderChoice.Generic(wanted);
    return new AvroDecoding()
        .read(choice.<GenericRecord>reader(asWritten.getSchema()), encoder.finish(), 0);
  }

  @Override
  public void close() {
    inner.close();
  }
}
