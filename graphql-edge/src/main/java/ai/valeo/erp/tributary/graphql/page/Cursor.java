package ai.valeo.erp.tributary.graphql.page;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;

/**
 * The text form of a place in a list. It is opaque to clients and bound to its list (the
 * <em>scope</em>: field and filter), so that a cursor of another list is refused, not misread.
 */
public final class Cursor {

  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private Cursor() {}

  /** The cursor of a position within the list named by {@code scope}. */
  public static String encode(String scope, byte[] position) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + position.length);
    bytes.put(FORMAT).putInt(checksum(scope, position)).put(position);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * The position a cursor stands for.
   *
   * @throws InvalidPageException if it is not a cursor of the list named by {@code scope}
   */
  public static byte[] decode(String scope, String cursor) {
    ByteBuffer bytes = ByteBuffer.wrap(bytes(cursor));
    if (bytes.remaining() < HEADER_BYTES || bytes.get() != FORMAT) {
      throw refused();
    }
    int checksum = bytes.getInt();
    byte[] position = new byte[bytes.remaining()];
    bytes.get(position);
    if (checksum != checksum(scope, position)) {
      throw refused();
    }
    return position;
  }

  private static byte[] bytes(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw refused();
    }
  }

  private static int checksum(String scope, byte[] position) {
    CRC32C checksum = new CRC32C();
    checksum.update(scope.getBytes(StandardCharsets.UTF_8));
    checksum.update(0);
    checksum.update(position);
    return (int) checksum.getValue();
  }

  private static InvalidPageException refused() {
    return new InvalidPageException("after: not a cursor of this field and filter");
  }
}
