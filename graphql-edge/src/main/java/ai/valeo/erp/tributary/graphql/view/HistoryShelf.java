package ai.valeo.erp.tributary.graphql.view;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** One partition of the history, as it is written or as it is asked for. */
interface HistoryShelf {

  /** The value of a key, or none. */
  byte @Nullable [] get(Bytes key);

  /** Entries in order. */
  KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to, boolean isBackward);

  /** The partition whose task asks. */
  static HistoryShelf own(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    return new HistoryShelf() {
      @Override
      public byte @Nullable [] get(Bytes key) {
        return store.get(key);
      }

      @Override
      public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to, boolean isBackward) {
        return isBackward ? store.reverseRange(from, to) : store.range(from, to);
      }
    };
  }

  /** A partition, wherever it is. */
  static HistoryShelf of(ViewStores stores, int partition) {
    return new HistoryShelf() {
      @Override
      public byte @Nullable [] get(Bytes key) {
        return stores.indexed(ViewNames.HISTORY, partition, key).get();
      }

      @Override
      public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to, boolean isBackward) {
        Scan.Range range = Scan.Range.of(from, to);
        return stores.scan(
            Scan.index(
                ViewNames.HISTORY, partition, isBackward ? range.backward() : range, Scan.FEW));
      }
    };
  }
}
