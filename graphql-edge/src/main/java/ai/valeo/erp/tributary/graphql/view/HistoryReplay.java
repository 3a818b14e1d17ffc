package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Tells earlier states of an entity from one partition of the history. There is a snapshot after
 * every {@link #SNAPSHOT_EVERY} entries, so that few entries are read whatever the age.
 */
final class HistoryReplay {

  /** Entries from one snapshot to the next. */
  static final int SNAPSHOT_EVERY = 64;

  /** Most entries read for one state, should snapshots be missing. */
  static final int MOST_READ = 10_000;

  private final HistoryShelf store;
  private final ViewReaders readers;
  private final String entityKey;

  HistoryReplay(HistoryShelf store, ViewReaders readers, String entityKey) {
    this.store = store;
    this.readers = readers;
    this.entityKey = entityKey;
  }

  /** The head of the entity's chain, or none. */
  @Nullable HistoryHead head() {
    byte[] stored = store.get(Bytes.wrap(HistoryKeys.head(entityKey)));
    return stored == null ? null : HistoryHead.of(stored);
  }

  /** The entry at a place, or none. */
  @Nullable HistoryEntry entry(HistoryPlace place) {
    byte[] stored = store.get(Bytes.wrap(HistoryKeys.entry(entityKey, place)));
    return stored == null ? null : HistoryEntry.of(stored);
  }

  /** The entry with the greatest number up to that of {@code place}, or none. */
  @Nullable HistoryPlace atOrBefore(HistoryPlace place) {
    byte[] least = HistoryKeys.entry(entityKey, place);
    byte[] greatest = KeyBytes.join(HistoryKeys.entries(entityKey, place.life()), LAST_NUMBER);
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(Bytes.wrap(least), Bytes.wrap(greatest), false)) {
      return found.hasNext() ? HistoryKeys.place(found.next().key.get()) : null;
    }
  }

  /** The oldest entry of a life that is kept, or none. */
  @Nullable HistoryPlace oldest(long life) {
    byte[] prefix = HistoryKeys.entries(entityKey, life);
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(Bytes.wrap(prefix), Bytes.wrap(KeyBytes.join(prefix, LAST_NUMBER)), true)) {
      return found.hasNext() ? HistoryKeys.place(found.next().key.get()) : null;
    }
  }

  /** The state after the entry at {@code place}; none if entries it needs are not kept any more. */
  @Nullable PastState after(HistoryPlace place) {
    long number = place.number() - place.number() % SNAPSHOT_EVERY;
    PastState state = null;
    for (int looks = 0; number > 0 && looks < MOST_READ / SNAPSHOT_EVERY; looks++) {
      byte[] stored = store.get(Bytes.wrap(HistoryKeys.snapshot(entityKey, place.at(number))));
      state = stored == null ? null : PastState.of(stored);
      if (state != null) {
        break;
      }
      number -= SNAPSHOT_EVERY;
    }
    return onTopOf(state, Math.max(0, number), place);
  }

  private @Nullable PastState onTopOf(@Nullable PastState base, long from, HistoryPlace place) {
    PastState state = base == null ? new PastState() : base;
    long next = from + 1;
    byte[] newest = HistoryKeys.entry(entityKey, place);
    byte[] oldest = HistoryKeys.entry(entityKey, place.at(next));
    if (next > place.number()) {
      return state;
    }
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(Bytes.wrap(newest), Bytes.wrap(oldest), true)) {
      for (int read = 0; entries.hasNext() && read < MOST_READ; read++) {
        KeyValue<Bytes, byte[]> one = entries.next();
        boolean isNext = HistoryKeys.place(one.key.get()).number() == next;
        AuditEntry entry = readers.audit(HistoryEntry.of(one.value).framed().get());
        if (!isNext || entry == null) {
          return null;
        }
        state.apply(entry);
        next++;
      }
    }
    return next > place.number() ? state : null;
  }

  private static final byte[] LAST_NUMBER = new KeyBytes().descending(Long.MIN_VALUE).toBytes();
}
