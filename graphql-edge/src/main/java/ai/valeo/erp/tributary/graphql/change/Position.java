package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.page.Cursor;
import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody stands in a topic: the next offset of each partition. Positions of one topic are
 * partly ordered. Immutable.
 */
final class Position {

  private static final int MAX_PARTITIONS = 10_000;
  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private final int topicId;
  private final long atMs;
  private final long[] next;
  private volatile @Nullable String text;

  /**
   * A position.
   *
   * @param topicId tells the topic from another of the same name
   * @param atMs when it was the end of the topic or before, milliseconds since 1970 UTC
   * @param next next offset by partition
   */
  Position(int topicId, long atMs, long[] next) {
    this.topicId = topicId;
    this.atMs = atMs;
    this.next = next.clone();
  }

  int topicId() {
    return topicId;
  }

  long atMs() {
    return atMs;
  }

  int partitions() {
    return next.length;
  }

  long next(int partition) {
    return next[partition];
  }

  /** The position when a record of that offset has been seen too. */
  Position after(int partition, long offset, long nowMs) {
    Position moved = new Position(topicId, nowMs, next);
    moved.next[partition] = Math.max(moved.next[partition], offset + 1);
    return moved;
  }

  /** Whether everything before the other position is before this one too. */
  boolean covers(Position other) {
    for (int partition = 0; partition < next.length; partition++) {
      if (next[partition] < other.next[partition]) {
        return false;
      }
    }
    return true;
  }

  /** The least position that covers both. */
  Position with(Position other) {
    if (covers(other)) {
      return this;
    }
    if (other.covers(this)) {
      return other;
    }
    Position both = new Position(topicId, Math.max(atMs, other.atMs), next);
    for (int partition = 0; partition < next.length; partition++) {
      both.next[partition] = Math.max(next[partition], other.next[partition]);
    }
    return both;
  }

  /** The greatest position that both cover. */
  Position common(Position other) {
    Position least = new Position(topicId, Math.min(atMs, other.atMs), next);
    for (int partition = 0; partition < next.length; partition++) {
      least.next[partition] = Math.min(next[partition], other.next[partition]);
    }
    return least;
  }

  /** How many offsets lie between this position and a later one. */
  long distance(Position later) {
    long distance = 0;
    for (int partition = 0; partition < next.length; partition++) {
      distance += Math.max(0, later.next[partition] - next[partition]);
    }
    return distance;
  }

  /** The text form; opaque, and good for its topic only. */
  String text(String topic) {
    String known = text;
    if (known == null) {
      known = Cursor.encode(scope(topic), bytes());
      text = known;
    }
    return known;
  }

  /**
   * Reads the text form.
   *
   * @throws InvalidPageException if it is no position of that topic
   */
  static Position of(String topic, String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Cursor.decode(scope(topic), text));
    try {
      int topicId = bytes.getInt();
      long atMs = bytes.getLong();
      int partitions = (int) number(bytes);
      if (partitions < 0 || partitions > MAX_PARTITIONS) {
        throw refused();
      }
      long[] next = new long[partitions];
      for (int partition = 0; partition < partitions; partition++) {
        next[partition] = number(bytes);
      }
      return new Position(topicId, atMs, next);
    } catch (BufferUnderflowException e) {
      throw refused();
    }
  }

  private byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            Integer.BYTES + Long.BYTES + (next.length + 1) * (Long.BYTES + Short.BYTES));
    bytes.putInt(topicId).putLong(atMs);
    put(bytes, next.length);
    for (long offset : next) {
      put(bytes, offset);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static void put(ByteBuffer bytes, long number) {
    long rest = number;
    while (rest >>> BITS != 0) {
      bytes.put((byte) (rest | MORE));
      rest >>>= BITS;
    }
    bytes.put((byte) rest);
  }

  private static long number(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      byte part = bytes.get();
      number |= (long) (part & (MORE - 1)) << shift;
      if ((part & MORE) == 0) {
        return number;
      }
    }
    throw refused();
  }

  private static String scope(String topic) {
    return "changes/" + topic;
  }

  private static InvalidPageException refused() {
    return new InvalidPageException("after: not a position of this subscription");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position position
        && topicId == position.topicId
        && Arrays.equals(next, position.next);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(next);
  }

  @Override
  public String toString() {
    return Arrays.toString(next);
  }
}
