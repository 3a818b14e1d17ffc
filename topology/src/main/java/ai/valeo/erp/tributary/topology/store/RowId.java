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
  private static final int HALF_DIGITS = 16;
  private static final int DIGIT_BITS = 4;
  private static final String DIGITS = "0123456789abcdef";

  /** Value of a digit by its character; -1 = no digit. Capitals would not come back the same. */
  private static final byte[] VALUES = values();

  private RowId() {}

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }

  static void write(MutationId id, RowWriter row) {
    String text = id.value();
    if (!isUuid(text)) {
      row.octet(AS_TEXT);
      row.text(text);
      return;
    }
    row.octet(AS_UUID);
    row.fixed64(half(text, 0));
    row.fixed64(half(text, 19));
  }

  private static boolean isUuid(String text) {
    if (text.length() != UUID_CHARS) {
      return false;
    }
    for (int i = 0; i < UUID_CHARS; i++) {
      char c = text.charAt(i);
      boolean fits = isHyphenPlace(i) ? c == '-' : c < VALUES.length && VALUES[c] >= 0;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHyphenPlace(int place) {
    return place == 8 || place == 13 || place == 18 || place == 23;
  }

  /** The next 16 digits. */
  private static long half(String text, int from) {
    long bits = 0;
    int digits = 0;
    for (int i = from; digits < HALF_DIGITS; i++) {
      if (!isHyphenPlace(i)) {
        bits = bits << DIGIT_BITS | VALUES[text.charAt(i)];
        digits++;
      }
    }
    return bits;
  }

  static MutationId read(RowReader row) {
    return row.octet() == AS_UUID
        ? new MutationId(new UUID(row.fixed64(), row.fixed64()).toString())
        : new MutationId(row.text());
  }
}
