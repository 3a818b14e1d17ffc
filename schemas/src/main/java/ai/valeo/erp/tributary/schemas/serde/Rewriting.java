package ai.valeo.erp.tributary.schemas.serde;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Brings a record into another version of its schema. Fields are matched by name, never by their
 * place, so this takes a second decoding and encoding; only {@code use.latest.version} needs it.
 */
final class Rewriting {

  private Rewriting() {}

  /** The framed record in the other schema, its header not yet written. */
  static byte[] rewrite(byte[] framed, Schema from, Schema to) {
    Object value =
        new AvroDecoding()
            .read(
                AvroModels.<Object>genericReader(from, to, false), framed, WireFormat.HEADER_BYTES);
    var encoder = new ArrayEncoder();
    encoder.start(WireFormat.HEADER_BYTES);
    try {
      new GenericDatumWriter<Object>(to).write(value, encoder);
    } catch (IOException e) {
      throw new SerializationException("record: does not fit " + to.getFullName(), e);
    }
    return encoder.finish();
  }
}
