package ai.valeo.erp.tributary.topology.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered for a horizon only: the ids of mutations without a sequence (R2) and of
 * rulings, which deleted entities are to be forgotten when (R8), and what is in quarantine. Rows by
 * id say until when; rows by time say what ends then, so that cleaning up never scans. Time is the
 * broker's time of records, never a clock's.
 *
 * <p>Owned by its stream thread.
 */
public final class ExpiryStore {

  /** Name of the store. */
  public static final String NAME = "horizons";

  /** What is remembered. */
  public enum Kind {
    /** A mutation by its id. */
    MUTATION((byte) 'm'),
    /** A deleted entity by its key. */
    TOMBSTONE((byte) 'e'),
    /** A ruling by its id. */
    RULING((byte) 'r'),
    /** A quarantined record by its origin. */
    QUARANTINED((byte) 'q');

    private final byte tag;

    Kind(byte tag) {
      this.tag = tag;
    }

    private static Kind of(byte tag) {
      for (Kind kind : values()) {
        if (kind.tag == tag) {
          return kind;
        }
      }
      throw new UnreadableRowException(NAME, tag);
    }
  }

  /** Something whose time is over. */
  public record Expired(Kind kind, String id) {}

  private static final byte BY_TIME = 't';
  private static final int TIME_KEY_BYTES = 2 + Long.BYTES;
  private static final byte[] NOTHING = new byte[0];

  private final KeyValueStore<Bytes, byte[]> rows;

  /** The store as a processor sees it. */
  public ExpiryStore(KeyValueStore<Bytes, byte[]> rows) {
    this.rows = rows;
  }

  /** Builds the rows. */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled();
  }

  /** Whether the thing is remembered at that time. */
  public boolean isKnown(Kind kind, String id, long nowMs) {
    byte[] until = rows.get(idKey(kind, id));
    return until != null && ByteBuffer.wrap(until).getLong() > nowMs;
  }

  /** What was noted of the thing, if it is remembered at that time. */
  public byte @Nullable [] note(Kind kind, String id, long nowMs) {
    byte[] row = rows.get(idKey(kind, id));
    return row != null && ByteBuffer.wrap(row).getLong() > nowMs
        ? Arrays.copyOfRange(row, Long.BYTES, row.length)
        : null;
  }

  /** Until when the thing is remembered; 0 = it is not. */
  public long until(Kind kind, String id) {
    byte[] row = rows.get(idKey(kind, id));
    return row == null ? 0 : ByteBuffer.wrap(row).getLong();
  }

  /** Forgets a thing before its time. */
  public void forget(Kind kind, String id) {
    rows.delete(idKey(kind, id));
  }

  /** Remembers a thing until a time; a later call replaces an earlier one. */
  public void remember(Kind kind, String id, long untilMs) {
    remember(kind, id, untilMs, NOTHING);
  }

  /** The same with a note. */
  public void remember(Kind kind, String id, long untilMs, byte[] note) {
    byte[] until = ByteBuffer.allocate(Long.BYTES + note.length).putLong(untilMs).put(note).array();
    rows.putAll(
        List.of(
            KeyValue.pair(idKey(kind, id), until),
            KeyValue.pair(timeKey(untilMs, kind, id), NOTHING)));
  }

  /**
   * Removes what ends before a time, at most so many rows, and says what it was. A thing that was
   * remembered anew meanwhile is not among it.
   */
  public List<Expired> expire(long nowMs, int limit) {
    var ended = new ArrayList<Bytes>();
    Bytes from = Bytes.wrap(new byte[] {BY_TIME});
    Bytes to = timeKey(Math.max(0, nowMs), Kind.TOMBSTONE, "");
    try (KeyValueIterator<Bytes, byte[]> old = rows.range(from, to)) {
      while (old.hasNext() && ended.size() < limit) {
        ended.add(old.next().key);
      }
    }
    var expired = new ArrayList<Expired>();
    for (Bytes key : ended) {
      rows.delete(key);
      Expired what = read(key);
      byte[] until = rows.get(idKey(what.kind(), what.id()));
      if (until != null && ByteBuffer.wrap(until).getLong() == time(key)) {
        rows.delete(idKey(what.kind(), what.id()));
        expired.add(what);
      }
    }
    return expired;
  }

  private static Bytes idKey(Kind kind, String id) {
    byte[] text = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(ByteBuffer.allocate(1 + text.length).put(kind.tag).put(text).array());
  }

  private static Bytes timeKey(long untilMs, Kind kind, String id) {
    byte[] text = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(TIME_KEY_BYTES + text.length)
            .put(BY_TIME)
            .putLong(untilMs)
            .put(kind.tag)
            .put(text)
            .array());
  }

  private static long time(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1);
  }

  private static Expired read(Bytes key) {
    byte[] bytes = key.get();
    Kind kind = Kind.of(bytes[TIME_KEY_BYTES - 1]);
    return new Expired(
        kind,
        new String(bytes, TIME_KEY_BYTES, bytes.length - TIME_KEY_BYTES, StandardCharsets.UTF_8));
  }
}
