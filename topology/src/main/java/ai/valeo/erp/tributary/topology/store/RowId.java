package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.Arrays;
import java.util.UUID;

/**
 * Mutation ids in rows: as 16 bytes if they are UUIDs as they are usually written, else as text.
 */
final class RowId {

  private static final int AS_TEXT = 0;
  private static final int AS_UUID = 1;
  private static final int UUID_CHARS = 36;
  private static final int NO_DIGIT = -1;
  private static final int DIGIT_BITS = 4;
  private static final String DIGITS = "0123456789abcdef";

  /** Value of a digit by its character. Capitals are none: they would not come back the same. */
  private static final byte[] VALUES = values();

  private RowId() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) NO_DIGIT);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }

  static void write(MutationId id, RowWriter row) {
    String text = id.value();
    if (hasShape(text)) {
      long first = digits(text, 0, 8);
      long second = digits(text, 9, 13);
      long third = digits(text, 14, 18);
      long fourth = digits(text, 19, 23);
      long fifth = digits(text, 24, UUID_CHARS);
      if ((first | second | third | fourth | fifth) >= 0) {
        row.octet(AS_UUID);
        row.fixed64(first << 32 | second << 16 | third);
        row.fixed64(fourth << 48 | fifth);
        return;
      }
    }
    row.octet(AS_TEXT);
    row.text(text);
  }

  private static boolean hasShape(String text) {
    return text.length() == UUID_CHARS
        && text.charAt(8) == '-'
        && text.charAt(13) == '-'
        && text.charAt(18) == '-'
        && text.charAt(23) == '-';
  }

  /** Their value, at most 48 bits; negative if one of them is no digit. */
  private static long digits(String text, int from, int to) {
    long bits = 0;
    int faults = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int value = c < VALUES.length ? VALUES[c] : NO_DIGIT;
      faults |= value;
      bits = bits << DIGIT_BITS | value;
    }
    return faults < 0 ? NO_DIGIT : bits;
  }

  static MutationId read(RowReader row) {
    return row.octet() == AS_UUID
        ? new MutationId(new UUID(row.fixed64(), row.fixed64()).toString())
        : new MutationId(row.text());
  }
}
