package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.common.utils.Bytes;

/**
 * An audit entry as the history's store holds it: the record as it came, byte for byte, since its
 * hash is of these bytes.
 *
 * @param latestMs the greatest broker time of this entry and all before it, so that it never falls
 * @param isSound whether the chain held up to here when the entry came
 * @param framed the record's value
 */
record HistoryEntry(long latestMs, boolean isSound, Bytes framed) {

  private static final int HEADER_BYTES = Long.BYTES + 1;

  /** The entry of the stored form. */
  static HistoryEntry of(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    long latestMs = bytes.getLong();
    boolean isSound = bytes.get() != 0;
    byte[] framed = new byte[bytes.remaining()];
    bytes.get(framed);
    return new HistoryEntry(latestMs, isSound, Bytes.wrap(framed));
  }

  /** The stored form. */
  byte[] toBytes() {
    return ByteBuffer.allocate(HEADER_BYTES + framed.get().length)
        .putLong(latestMs)
        .put((byte) (isSound ? 1 : 0))
        .put(framed.get())
        .array();
  }

  /** What the next entry of the chain bears as its previous hash. */
  Bytes hash() {
    return hash(framed.get());
  }

  /** SHA-256 of a framed entry without its framing, whose schema id differs between registries. */
  static Bytes hash(byte[] framed) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(framed, WireFormat.HEADER_BYTES, framed.length - WireFormat.HEADER_BYTES);
      return Bytes.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
