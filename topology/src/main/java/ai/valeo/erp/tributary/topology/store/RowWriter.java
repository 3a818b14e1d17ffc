package ai.valeo.erp.tributary.topology.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the primitives of a row into a growing buffer. One thread. */
final class RowWriter {

  private static final int FIRST_SIZE_BYTES = 512;
  private static final int SHORT_TEXT = 63;

  private byte[] buffer = new byte[FIRST_SIZE_BYTES];
  private int size;

  /** Begins a new row in the same buffer. */
  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  void octet(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
  }

  /** A whole number that is seldom negative or great: zigzag and seven bits a byte. */
  void number(long value) {
    ensure(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  void fixed64(long value) {
    ensure(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
  }

  void bytes(byte[] value) {
    number(value.length);
    raw(value, value.length);
  }

  void text(String value) {
    int length = value.length();
    if (length > SHORT_TEXT) {
      bytes(value.getBytes(StandardCharsets.UTF_8));
      return;
    }
    // Short ASCII, the normal case, needs no array between; its length takes one byte.
    ensure(length + 1);
    int at = size + 1;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[at++] = (byte) c;
    }
    buffer[size] = (byte) (length << 1);
    size = at;
  }

  /** Appends what another writer holds. */
  void append(RowWriter other) {
    raw(other.buffer, other.size);
  }

  byte[] toArray() {
    return Arrays.copyOf(buffer, size);
  }

  private void raw(byte[] source, int length) {
    ensure(length);
    System.arraycopy(source, 0, buffer, size, length);
    size += length;
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
