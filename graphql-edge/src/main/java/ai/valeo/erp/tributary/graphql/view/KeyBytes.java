package ai.valeo.erp.tributary.graphql.view;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds keys whose order as unsigned bytes is the order of their parts, the first part first.
 *
 * <p>A text ends with 0x00; a 0x00 within it becomes 0x00 0xFF, so that no text can run into the
 * part behind it (the encoding of FoundationDB's tuple layer). Not thread-safe.
 */
final class KeyBytes {

  private static final int TYPICAL_SIZE_BYTES = 64;
  private static final int END = 0x00;
  private static final int ESCAPE = 0xFF;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_SIZE_BYTES);

  /** Appends a text. */
  KeyBytes text(String text) {
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.write(one);
      if (one == END) {
        bytes.write(ESCAPE);
      }
    }
    bytes.write(END);
    return this;
  }

  /** Appends a number, the least first. */
  KeyBytes ascending(long number) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array());
    return this;
  }

  /** Appends a number, the greatest first. */
  KeyBytes descending(long number) {
    return ascending(~number);
  }

  /** The key so far. */
  byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** One key behind the other. */
  static byte[] join(byte[] prefix, byte[] suffix) {
    byte[] joined = new byte[prefix.length + suffix.length];
    System.arraycopy(prefix, 0, joined, 0, prefix.length);
    System.arraycopy(suffix, 0, joined, prefix.length, suffix.length);
    return joined;
  }

  /** A key less than {@code key}, which ends a text, and greater than every lesser such key. */
  static byte[] before(byte[] key) {
    return Arrays.copyOf(key, key.length - 1);
  }

  /** The least key that is greater than {@code key}. */
  static byte[] after(byte[] key) {
    return join(key, new byte[] {0});
  }
}
