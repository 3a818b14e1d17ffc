package ai.valeo.erp.tributary.graphql.view;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** The stores of the views, partition by partition. Any thread. */
public interface ViewStores {

  /**
   * How many partitions a topic has.
   *
   * @throws ViewsUnavailableException if the views are not running
   */
  int partitions(String topic);

  /**
   * One partition of a store.
   *
   * @throws ViewsUnavailableException if it cannot be read here and now
   */
  <S> S store(String name, QueryableStoreType<S> type, int partition);

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
