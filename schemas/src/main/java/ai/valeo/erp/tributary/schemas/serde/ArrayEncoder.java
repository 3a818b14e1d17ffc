package ai.valeo.erp.tributary.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoding straight into one growing array that is used again for the next record.
 * Nothing it does can fail for want of a device, so it declares no exceptions. Belongs to one
 * thread.
 */
public final class ArrayEncoder extends BinaryEncoder {

  /** A record that was larger gives its array back after use. */
  private static final int KEPT_BYTES = 1 << 20;

  private static final int MAX_NUMBER_BYTES = 10;
  private static final int SHORT_TEXT = 63;

  private byte[] buffer = new byte[1024];
  private int position;

  /** An encoder for the records of one thread. */
  public ArrayEncoder() {}

  /** Begins a record that will be framed. */
  public void startFramed() {
    start(WireFormat.HEADER_BYTES);
  }

  /** The record begun with {@link #startFramed}, with its header. */
  public byte[] finishFramed(int schemaId) {
    byte[] framed = finish();
    WireFormat.writeHeader(schemaId, framed);
    return framed;
  }

  /** Begins a record, leaving room in front. */
  public void start(int roomBytes) {
    if (buffer.length > KEPT_BYTES) {
      buffer = new byte[1024];
    }
    position = roomBytes;
  }

  /** The record with the room in front of it, exactly as long as it must be. */
  public byte[] finish() {
    return Arrays.copyOf(buffer, position);
  }

  private void ensure(int count) {
    if (buffer.length - position < count) {
      long wanted = Math.max(2L * buffer.length, (long) position + count);
      buffer = Arrays.copyOf(buffer, Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 8)));
    }
  }

  @Override
  public void writeBoolean(boolean value) {
    ensure(1);
    buffer[position++] = (byte) (value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    ensure(MAX_NUMBER_BYTES);
    position += BinaryData.encodeInt(value, buffer, position);
  }

  @Override
  public void writeLong(long value) {
    ensure(MAX_NUMBER_BYTES);
    position += BinaryData.encodeLong(value, buffer, position);
  }

  @Override
  public void writeFloat(float value) {
    ensure(Float.BYTES);
    position += BinaryData.encodeFloat(value, buffer, position);
  }

  @Override
  public void writeDouble(double value) {
    ensure(Double.BYTES);
    position += BinaryData.encodeDouble(value, buffer, position);
  }

  @Override
  public void writeString(String text) {
    int length = text.length();
    if (length > SHORT_TEXT) {
      writeLongText(text);
      return;
    }
    // Short ASCII, the normal case, needs no array between; its length takes one byte.
    ensure(length + 1);
    int at = position + 1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        writeLongText(text);
        return;
      }
      buffer[at++] = (byte) c;
    }
    buffer[position] = (byte) (length << 1);
    position = at;
  }

  private void writeLongText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeInt(bytes.length);
    writeFixed(bytes, 0, bytes.length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    writeInt(bytes.length);
    writeFixed(bytes, 0, bytes.length);
  }

  @Override
  public void writeIndex(int branch) {
    writeInt(branch);
  }

  @Override
  public void writeEnum(int symbol) {
    writeInt(symbol);
  }

  /** Begins an array or a map of so many; {@link #endItems} ends it. */
  public void startItems(int count) {
    if (count > 0) {
      writeLong(count);
    }
  }

  /** Ends an array or a map. */
  public void endItems() {
    writeZero();
  }

  @Override
  public void writeFixed(byte[] bytes, int start, int length) {
    ensure(length);
    System.arraycopy(bytes, start, buffer, position, length);
    position += length;
  }

  @Override
  protected void writeZero() {
    ensure(1);
    buffer[position++] = 0;
  }

  @Override
  public int bytesBuffered() {
    return 0;
  }

  @Override
  public void flush() {
    // Everything is in the array already.
  }
}
