package ai.valeo.erp.tributary.topology.core.entity;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 of an audit entry as it was written; empty in front of the first. Immutable. */
public final class ChainHash {

  /** In front of the first entry. */
  public static final ChainHash NONE = new ChainHash(new byte[0]);

  private static final int SHA_256_BYTES = 32;

  private final byte[] bytes;

  private ChainHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A hash from its bytes; copies.
   *
   * @param bytes 32 of them, or none
   */
  public static ChainHash of(byte[] bytes) {
    if (bytes.length == 0) {
      return NONE;
    }
    if (bytes.length != SHA_256_BYTES) {
      throw new IllegalArgumentException("bytes: " + bytes.length + " (expected: 32 or none)");
    }
    return new ChainHash(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChainHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
