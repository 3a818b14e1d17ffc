package ai.valeo.erp.tributary.graphql.view;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Counts of one partition's records, with the offset up to which they count: a record that comes
 * again after a crash is not counted twice.
 *
 * @param nextOffset the first offset not counted yet
 * @param counts the counts, by place
 */
record Totals(long nextOffset, List<Long> counts) {

  /** Key of the totals in their store. */
  static final String KEY = "totals";

  Totals {
    counts = List.copyOf(counts);
  }

  /** Nothing counted, with as many places as needed. */
  static Totals none(int places) {
    return new Totals(0, Collections.nCopies(places, 0L));
  }

  /** The totals of the stored form. */
  static Totals of(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    long nextOffset = bytes.getLong();
    var counts = new ArrayList<Long>();
    while (bytes.hasRemaining()) {
      counts.add(bytes.getLong());
    }
    return new Totals(nextOffset, counts);
  }

  /** The totals with one more record at {@code place}, unless it has been counted. */
  Totals count(long offset, int place) {
    if (offset < nextOffset) {
      return this;
    }
    var next = new ArrayList<>(counts);
    next.set(place, next.get(place) + 1);
    return new Totals(offset + 1, next);
  }

  /** The same with one less at {@code from}, if there is one. */
  Totals move(long offset, int from, int place) {
    if (offset < nextOffset) {
      return this;
    }
    var next = new ArrayList<>(counts);
    next.set(from, Math.max(0, next.get(from) - 1));
    return new Totals(nextOffset, next).count(offset, place);
  }

  /** The stored form. */
  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * (1 + counts.size()));
    bytes.putLong(nextOffset);
    counts.forEach(bytes::putLong);
    return bytes.array();
  }
}
