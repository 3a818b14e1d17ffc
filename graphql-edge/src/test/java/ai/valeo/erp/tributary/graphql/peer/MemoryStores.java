package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.ViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.Stores;

/** Partitions of one index that an instance has, in memory. */
final class MemoryStores implements ViewStores {

  static final String TOPIC = "topic";
  static final String STORE = "store";

  private final int partitions;
  private final Map<Integer, KeyValueStore<Bytes, byte[]>> here = new ConcurrentHashMap<>();

  MemoryStores(int partitions) {
    this.partitions = partitions;
  }

  /** From now on the partition is here. */
  MemoryStores open(int partition) {
    here.put(partition, Stores.inMemoryKeyValueStore(STORE).get());
    return this;
  }

  /** From now on it is not. */
  void close(int partition) {
    here.remove(partition);
  }

  void put(int partition, String key, String value) {
    at(partition).put(bytes(key), value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int partitions(String topic) {
    return partitions;
  }

  @Override
  public <S> S store(String name, QueryableStoreType<S> type, int partition) {
    @SuppressWarnings("unchecked")
    S store = (S) at(partition);
    return store;
  }

  private KeyValueStore<Bytes, byte[]> at(int partition) {
    KeyValueStore<Bytes, byte[]> store = here.get(partition);
    if (store == null) {
      throw new ViewsUnavailableException(partition + " is not here");
    }
    return store;
  }

  static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
