package ai.valeo.erp.tributary.topology.convert;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that come again and again, such as names of types, attributes and nodes: each is decoded
 * once and then found by its bytes. Holds the latest text of each slot, so it never grows. One
 * thread.
 */
final class TextPool {

  private static final int SLOTS = 1 << 10;
  private static final int LONGEST_BYTES = 64;

  private final byte[][] keys = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];

  TextPool() {
    Arrays.fill(keys, new byte[0]);
    Arrays.fill(texts, "");
  }

  /** The text of some UTF-8 bytes. */
  String get(byte[] bytes, int from, int length) {
    if (length > LONGEST_BYTES) {
      return decode(bytes, from, length);
    }
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    byte[] key = keys[slot];
    if (!Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
      keys[slot] = Arrays.copyOfRange(bytes, from, from + length);
      texts[slot] = decode(bytes, from, length);
    }
    return texts[slot];
  }

  static String decode(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.UTF_8);
  }
}
