package ai.valeo.erp.tributary.graphql.view;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one thing, e.g. of one edge node's answers, in all and by minute and hour. It bears the
 * offset up to which it counts, so that a record that comes again is not counted twice.
 *
 * <p>Layout: next offset, time of the last event, four totals; then 61 minutes and 25 hours, each
 * with its number since 1970, events, and events that met a concurrent change. A slot is used again
 * when its minute or hour is over by so much. Used by one thread.
 */
final class StatisticRow {

  /** How an event ended. */
  enum Kind {
    APPLIED(0),
    FAILED(1),
    CONFLICT(2);

    /** Its place in what is stored. */
    private final int place;

    Kind(int place) {
      this.place = place;
    }
  }

  private static final int MINUTES = 61;
  private static final int HOURS = 25;
  private static final int SLOT_BYTES = Long.BYTES + 2 * Integer.BYTES;
  private static final int LAST = Long.BYTES;
  private static final int TOTALS = 2 * Long.BYTES;
  private static final int CONCURRENT = TOTALS + Kind.values().length * Long.BYTES;
  private static final int SLOTS = CONCURRENT + Long.BYTES;
  private static final int BYTES = SLOTS + (MINUTES + HOURS) * SLOT_BYTES;

  private final byte[] stored;
  private final ByteBuffer bytes;

  private StatisticRow(byte[] stored) {
    this.stored = stored;
    this.bytes = ByteBuffer.wrap(stored);
  }

  /** The row of the stored form, which is left as it is, or an empty one. */
  static StatisticRow of(byte @Nullable [] stored) {
    return new StatisticRow(
        stored == null || stored.length != BYTES ? new byte[BYTES] : stored.clone());
  }

  /** The stored form; the row must not be used after. */
  byte[] toBytes() {
    return stored;
  }

  /** Whether the record at that offset is counted already. */
  boolean counts(long offset) {
    return offset < bytes.getLong(0);
  }

  /** Counts the event of the record at that offset. */
  void count(long offset, long atMs, Kind kind, boolean isConcurrent) {
    bytes.putLong(0, offset + 1);
    bytes.putLong(LAST, Math.max(lastMs(), atMs));
    add(TOTALS + kind.place * Long.BYTES, 1);
    if (isConcurrent) {
      add(CONCURRENT, 1);
    }
    long minute = TimeUnit.MILLISECONDS.toMinutes(atMs);
    slot(SLOTS + (int) (minute % MINUTES) * SLOT_BYTES, minute, isConcurrent);
    long hour = TimeUnit.MILLISECONDS.toHours(atMs);
    slot(SLOTS + (MINUTES + (int) (hour % HOURS)) * SLOT_BYTES, hour, isConcurrent);
  }

  /** Counts the end, of a kind, of what was counted as CONFLICT. It is no event of its own. */
  void end(long offset, long atMs, Kind kind) {
    leave(offset, false);
    bytes.putLong(LAST, Math.max(lastMs(), atMs));
    add(TOTALS + kind.place * Long.BYTES, 1);
  }

  /** What was counted as CONFLICT counts here no more, nor as concurrent if it did. */
  void leave(long offset, boolean wasConcurrent) {
    bytes.putLong(0, offset + 1);
    if (total(Kind.CONFLICT) > 0) {
      add(TOTALS + Kind.CONFLICT.place * Long.BYTES, -1);
    }
    if (wasConcurrent && concurrent() > 0) {
      add(CONCURRENT, -1);
    }
  }

  /** Time of the last event, milliseconds since 1970 UTC. */
  long lastMs() {
    return bytes.getLong(LAST);
  }

  /** Events of a kind in all. */
  long total(Kind kind) {
    return bytes.getLong(TOTALS + kind.place * Long.BYTES);
  }

  /** Events that met a concurrent change, in all. */
  long concurrent() {
    return bytes.getLong(CONCURRENT);
  }

  /** Events of the last full minutes, 1..60. */
  long lastMinutes(int minutes, long nowMs) {
    return sum(SLOTS, MINUTES, new Past(TimeUnit.MILLISECONDS.toMinutes(nowMs), minutes));
  }

  /** Events of the last full hours, 1..24. */
  long lastHours(int hours, long nowMs) {
    return sum(
        SLOTS + MINUTES * SLOT_BYTES, HOURS, new Past(TimeUnit.MILLISECONDS.toHours(nowMs), hours));
  }

  /** The stretch of so many slots before the present one. */
  private record Past(long present, int length) {
    boolean holds(long number) {
      return number < present && number >= present - length;
    }
  }

  private long sum(int from, int slots, Past past) {
    long sum = 0;
    for (int i = 0; i < slots; i++) {
      int at = from + i * SLOT_BYTES;
      if (past.holds(bytes.getLong(at))) {
        sum += bytes.getInt(at + Long.BYTES);
      }
    }
    return sum;
  }

  private void slot(int at, long number, boolean isConcurrent) {
    long known = bytes.getLong(at);
    if (known > number) {
      return; // it is over
    }
    if (known < number) {
      bytes
          .putLong(at, number)
          .putInt(at + Long.BYTES, 0)
          .putInt(at + Long.BYTES + Integer.BYTES, 0);
    }
    int events = at + Long.BYTES;
    bytes.putInt(events, bytes.getInt(events) + 1);
    if (isConcurrent) {
      int met = events + Integer.BYTES;
      bytes.putInt(met, bytes.getInt(met) + 1);
    }
  }

  private void add(int at, long amount) {
    bytes.putLong(at, bytes.getLong(at) + amount);
  }
}
