package ai.valeo.erp.tributary.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** Confluent's wire format: a zero byte, the schema id as big-endian int, then Avro binary. */
public final class WireFormat {

  /** Bytes before the Avro binary. */
  public static final int HEADER_BYTES = 5;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** The framed form of plain Avro binary. */
  public static byte[] frame(int id, byte[] avro) {
    byte[] framed = new byte[HEADER_BYTES + avro.length];
    writeHeader(id, framed);
    System.arraycopy(avro, 0, framed, HEADER_BYTES, avro.length);
    return framed;
  }

  /** Writes a header into the first {@value #HEADER_BYTES} bytes. */
  static void writeHeader(int id, byte[] target) {
    target[0] = MAGIC;
    target[1] = (byte) (id >>> 24);
    target[2] = (byte) (id >>> 16);
    target[3] = (byte) (id >>> 8);
    target[4] = (byte) id;
  }

  /**
   * The schema id of a framed record.
   *
   * @throws SerializationException if the bytes are no framed record
   */
  public static int schemaId(byte[] framed) {
    if (framed.length < HEADER_BYTES || framed[0] != MAGIC) {
      throw new SerializationException(
          "frame: %d bytes, first %s (expected: at least %d, first 0)"
              .formatted(
                  framed.length, framed.length == 0 ? "none" : framed[0] & 0xff, HEADER_BYTES));
    }
    int id =
        (framed[1] & 0xff) << 24
            | (framed[2] & 0xff) << 16
            | (framed[3] & 0xff) << 8
            | (framed[4] & 0xff);
    if (id <= 0) {
      throw new SerializationException("schema id: " + id + " (expected: 1 or more)");
    }
    return id;
  }
}
