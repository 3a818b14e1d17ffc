package ai.valeo.erp.tributary.graphql.view;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts of one partition's records, with the offset up to which they count: a record that comes
 * again after a crash is not counted twice.
 *
 * @param nextOffset the first offset not counted yet
 * @param counts the counts, by place
 */
record Totals(long nextOffset, long[] counts) {

  /** Key of the totals in their store. */
  static final String KEY = "totals";

  /** Nothing counted, with as many places as needed. */
  static Totals none(int places) {
    return new Totals(0, new long[places]);
  }

  /** The totals of the stored form. */
  static Totals of(byte[] stored, int places) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    long nextOffset = bytes.getLong();
    long[] counts = new long[places];
    for (int i = 0; i < places && bytes.hasRemaining(); i++) {
      counts[i] = bytes.getLong();
    }
    return new Totals(nextOffset, counts);
  }

  /** The totals with one more record at {@code place}, unless it has been counted. */
  Totals count(long offset, int place) {
    if (offset < nextOffset) {
      return this;
    }
    long[] next = counts.clone();
    next[place]++;
    return new Totals(offset + 1, next);
  }

  /** The stored form. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * (1 + counts.length));
    bytes.putLong(nextOffset);
    for (long count : counts) {
      bytes.putLong(count);
    }
    return bytes.array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Totals(long offset, long[] theirs)
        && offset == nextOffset
        && Arrays.equals(theirs, counts);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(nextOffset) * 31 + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "Totals[nextOffset=" + nextOffset + ", counts=" + Arrays.toString(counts) + "]";
  }
}
