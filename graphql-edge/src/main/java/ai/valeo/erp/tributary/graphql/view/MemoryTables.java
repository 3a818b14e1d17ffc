package ai.valeo.erp.tributary.graphql.view;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/**
 * Partitions of stores that are kept in memory as well, for as long as all of them together fit:
 * where they do not, the largest goes, and is read from disk as before.
 *
 * <p>A table lives as long as the processor that writes it: it begins with what the restored store
 * holds, and ends before the partition is anybody else's. So who finds one reads what the store
 * would tell. Of one life of the views; any thread.
 */
public final class MemoryTables {

  /** As RocksDB orders keys. */
  private static final Comparator<Bytes> ORDER =
      (one, other) -> Arrays.compareUnsigned(one.get(), other.get());

  /** What an entry takes beside its bytes: a node of the tree, the key, two arrays. */
  private static final int OVERHEAD_BYTES = 128;

  /** What an entry usually takes in all. */
  private static final int USUAL_BYTES = 256;

  private static final byte[] NOTHING = {};

  private final long maxBytes;
  private final Map<Place, Table> tables = new ConcurrentHashMap<>(); // written by who holds this
  private long bytes; // guarded by this

  private record Place(String store, int partition) {}

  /**
   * No tables yet.
   *
   * @param maxBytes what all of them may take, roughly; 0 = none is kept
   */
  public MemoryTables(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** What all of them take, roughly. */
  public synchronized long bytes() {
    return bytes;
  }

  /** All entries of a partition as they are now; none if it is not kept. */
  @Nullable NavigableMap<Bytes, byte[]> entries(String store, int partition) {
    Table table = tables.get(new Place(store, partition));
    return table == null ? null : table.entries;
  }

  /**
   * Begins to keep a partition, if it fits. Whoever writes the store calls this, tells the table
   * what is written, and closes it before the partition goes.
   *
   * @param stored what the store holds
   */
  Table open(String store, int partition, Stored stored) {
    Table table = new Table(new Place(store, partition));
    long room = room();
    if (room > 0 && stored.entries <= room / USUAL_BYTES) {
      table.load(stored, room);
    }
    return table;
  }

  /**
   * What a store holds.
   *
   * @param entries about how many entries: what will not fit need not be read to know it
   * @param all opens all of them; closed by the tables
   */
  record Stored(long entries, Supplier<KeyValueIterator<Bytes, byte[]>> all) {}

  /** What one more table may take, if the largest goes for it. */
  private synchronized long room() {
    return maxBytes
        - bytes
        + tables.values().stream().mapToLong(each -> each.bytes).max().orElse(0);
  }

  private synchronized void begin(Table table, TreePMap<Bytes, byte[]> entries, long size) {
    Table other = tables.put(table.place, table);
    if (other != null) {
      other.entries = null;
      bytes -= other.bytes;
    }
    show(table, entries, size);
  }

  private synchronized void change(Table table, TreePMap<Bytes, byte[]> entries, long grown) {
    if (table.entries != null) {
      show(table, entries, grown);
    }
  }

  private void show(Table table, TreePMap<Bytes, byte[]> entries, long grown) {
    table.entries = entries;
    table.bytes += grown;
    bytes += grown;
    while (bytes > maxBytes) {
      end(tables.values().stream().max(Comparator.comparingLong(each -> each.bytes)).orElseThrow());
    }
  }

  /** Its writer may have it for long; what it held must not stay for as long. */
  private synchronized void end(Table table) {
    table.entries = null;
    if (tables.remove(table.place, table)) {
      bytes -= table.bytes;
    }
  }

  /**
   * One partition of a store. Its entries are a persistent map: a change makes another one that
   * shares what stayed, so that a reader has all entries of one moment without a lock. One thread
   * writes.
   */
  final class Table {

    private final Place place;
    private volatile @Nullable TreePMap<Bytes, byte[]> entries; // none = not kept
    private long bytes; // guarded by the tables

    private Table(Place place) {
      this.place = place;
    }

    private void load(Stored stored, long room) {
      var loaded = new TreeMap<Bytes, byte[]>(ORDER);
      long size = 0;
      try (KeyValueIterator<Bytes, byte[]> rest = stored.all.get()) {
        while (rest.hasNext()) {
          KeyValue<Bytes, byte[]> entry = rest.next();
          loaded.put(entry.key, entry.value);
          size += weight(entry.key, entry.value);
          if (size > room) {
            return;
          }
        }
      }
      begin(this, TreePMap.fromSortedMap(loaded), size);
    }

    /** All entries, as the store holds them; none if they are not kept. */
    @Nullable NavigableMap<Bytes, byte[]> entries() {
      return entries;
    }

    /** An entry was written; no value = deleted. */
    void put(Bytes key, byte @Nullable [] value) {
      if (value == null) {
        replace(List.of(key), List.of(), NOTHING);
      } else {
        replace(List.of(), List.of(key), value);
      }
    }

    /**
     * Entries were written; readers see all of it or nothing.
     *
     * @param before keys that were deleted
     * @param after keys that were written
     * @param value what was written under each
     */
    void replace(Collection<Bytes> before, Collection<Bytes> after, byte[] value) {
      TreePMap<Bytes, byte[]> now = entries;
      if (now == null) {
        return;
      }
      long grown = 0;
      for (Bytes key : before) {
        grown -= weight(key, now.get(key));
        now = now.minus(key);
      }
      for (Bytes key : after) {
        byte[] present = now.get(key);
        if (present == null || !Arrays.equals(present, value)) { // most entries of an index stay
          grown += weight(key, value) - weight(key, present);
          now = now.plus(key, value);
        }
      }
      change(this, now, grown);
    }

    /** The partition is written by this thread no more. */
    void close() {
      end(this);
    }
  }

  private static long weight(Bytes key, byte @Nullable [] value) {
    return value == null ? 0 : OVERHEAD_BYTES + key.get().length + value.length;
  }
}
