package ai.valeo.erp.tributary.topology.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the primitives of a row. One thread. Running past the end throws an unchecked exception.
 */
final class RowReader {

  private final byte[] row;
  private int at;

  RowReader(byte[] row) {
    this.row = row;
  }

  int octet() {
    return row[at++] & 0xFF;
  }

  long number() {
    long raw = 0;
    int shift = 0;
    byte part;
    do {
      part = row[at++];
      raw |= (long) (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    return (raw >>> 1) ^ -(raw & 1);
  }

  int whole() {
    return Math.toIntExact(number());
  }

  long fixed64() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = (value << 8) | (row[at++] & 0xFF);
    }
    return value;
  }

  byte[] bytes() {
    int length = whole();
    at += length;
    return Arrays.copyOfRange(row, at - length, at);
  }

  String text() {
    int length = whole();
    at += length;
    return new String(row, at - length, length, StandardCharsets.UTF_8);
  }
}
