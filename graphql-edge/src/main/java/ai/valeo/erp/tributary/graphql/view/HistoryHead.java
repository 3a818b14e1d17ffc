package ai.valeo.erp.tributary.graphql.view;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/**
 * What is known of an entity's audit chain: its last entry, and whether the chain held so far.
 *
 * @param place place of the last entry
 * @param version version of the entity after it
 * @param isEnded whether the entity is deleted since
 * @param latestMs the greatest broker time of all entries so far
 * @param brokenAt number of the first entry of this life at which the chain does not hold; 0 = none
 * @param hash SHA-256 of the last entry
 */
record HistoryHead(
    HistoryPlace place, long version, boolean isEnded, long latestMs, long brokenAt, Bytes hash) {

  private static final int FIXED_BYTES = 5 * Long.BYTES + 1;

  /** The head of the stored form. */
  static HistoryHead of(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    HistoryPlace place = new HistoryPlace(bytes.getLong(), bytes.getLong());
    long version = bytes.getLong();
    boolean isEnded = bytes.get() != 0;
    long latestMs = bytes.getLong();
    long brokenAt = bytes.getLong();
    byte[] hash = new byte[bytes.remaining()];
    bytes.get(hash);
    return new HistoryHead(place, version, isEnded, latestMs, brokenAt, Bytes.wrap(hash));
  }

  /** The same, with a chain that does not hold at {@code number}, or before. */
  HistoryHead broken(long number) {
    return brokenAt != 0 ? this : new HistoryHead(place, version, isEnded, latestMs, number, hash);
  }

  /** The stored form. */
  byte[] toBytes() {
    return ByteBuffer.allocate(FIXED_BYTES + hash.get().length)
        .putLong(place.life())
        .putLong(place.number())
        .putLong(version)
        .put((byte) (isEnded ? 1 : 0))
        .putLong(latestMs)
        .putLong(brokenAt)
        .put(hash.get())
        .array();
  }
}
