package ai.valeo.erp.tributary.graphql.view;

import java.util.NavigableMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The stores of the views, partition by partition. What reads need is {@link #text}, {@link
 * #indexed}, {@link #newest} and {@link #scan}, which may be answered from elsewhere. Any thread.
 */
public interface ViewStores {

  /**
   * How many partitions a topic has.
   *
   * @throws ViewsUnavailableException if the views are not running
   */
  int partitions(String topic);

  /**
   * One partition of a store that is here.
   *
   * @throws ViewsUnavailableException if it cannot be read here and now
   */
  <S> S store(String name, QueryableStoreType<S> type, int partition);

  /**
   * All entries of a partition of a store that is here and in memory, as they are at one moment, in
   * the order of the store; none if it has to be read from disk.
   *
   * @throws ViewsUnavailableException if it cannot be read here and now
   */
  default @Nullable NavigableMap<Bytes, byte[]> kept(String store, int partition) {
    return null;
  }

  /** A value of a store with text keys. */
  default Awaited text(String store, int partition, String key) {
    return () -> {
      NavigableMap<Bytes, byte[]> kept = kept(store, partition);
      return kept == null ? texts(store, partition).get(key) : kept.get(Scans.utf8(key));
    };
  }

  /** A value of an index. */
  default Awaited indexed(String store, int partition, Bytes key) {
    return () -> {
      NavigableMap<Bytes, byte[]> kept = kept(store, partition);
      return kept == null ? index(store, partition).get(key) : kept.get(key);
    };
  }

  /** The newest value of a key in a windowed store. */
  default Awaited newest(String store, int partition, String key) {
    return () -> Scans.newest(windowedTexts(store, partition), key);
  }

  /**
   * A stretch of a partition of a store, in order. The caller closes it. Stretches opened one after
   * the other, before the first is read, come from another instance together.
   */
  default KeyValueIterator<Bytes, byte[]> scan(Scan scan) {
    return Scans.open(this, scan);
  }

  /** A store with text keys. */
  default ReadOnlyKeyValueStore<String, byte[]> texts(String name, int partition) {
    return store(name, QueryableStoreTypes.keyValueStore(), partition);
  }

  /** An index. */
  default ReadOnlyKeyValueStore<Bytes, byte[]> index(String name, int partition) {
    return store(name, QueryableStoreTypes.keyValueStore(), partition);
  }

  /** A windowed store with text keys. */
  default ReadOnlyWindowStore<String, byte[]> windowedTexts(String name, int partition) {
    return store(name, QueryableStoreTypes.windowStore(), partition);
  }

  /** A windowed index. */
  default ReadOnlyWindowStore<Bytes, byte[]> windowedIndex(String name, int partition) {
    return store(name, QueryableStoreTypes.windowStore(), partition);
  }
}
