package ai.valeo.erp.tributary.schemas.serde;

import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads one Avro value from an array, to its last byte. Belongs to one thread. */
final class AvroDecoding {

  private @Nullable BinaryDecoder decoder;

  /**
   * Reads the value that fills the array from an offset on.
   *
   * @throws SerializationException if the bytes are not what the reader's schema writes
   */
  <T> T read(DatumReader<T> reader, byte[] bytes, int offset) {
    BinaryDecoder input =
        DecoderFactory.get().binaryDecoder(bytes, offset, bytes.length - offset, decoder);
    decoder = input;
    try {
      T value = reader.read(null, input);
      if (!input.isEnd()) {
        throw new SerializationException("record: bytes left over (expected: none)");
      }
      return value;
    } catch (SerializationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro reports corrupt bytes by a dozen kinds of exceptions, some of them the JDK's.
      decoder = null;
      throw new SerializationException("record: not what its schema writes", e);
    }
  }
}
