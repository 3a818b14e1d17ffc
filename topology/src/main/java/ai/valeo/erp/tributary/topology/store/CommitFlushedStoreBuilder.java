package ai.valeo.erp.tributary.topology.store;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Builds a {@link CommitFlushedStore} around a logged in-memory store. */
final class CommitFlushedStoreBuilder<S extends CommitFlushedStore> implements StoreBuilder<S> {

  private final StoreBuilder<KeyValueStore<Bytes, byte[]>> rows;
  private final Function<KeyValueStore<Bytes, byte[]>, S> wrapper;

  CommitFlushedStoreBuilder(
      String name,
      Map<String, String> changelog,
      Function<KeyValueStore<Bytes, byte[]>, S> wrapper) {
    this.rows =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled()
            .withLoggingEnabled(changelog);
    this.wrapper = wrapper;
  }

  @Override
  public StoreBuilder<S> withCachingEnabled() {
    throw new UnsupportedOperationException("The store is its own cache");
  }

  @Override
  public StoreBuilder<S> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
    rows.withLoggingEnabled(config);
    return this;
  }

  @Override
  public StoreBuilder<S> withLoggingDisabled() {
    throw new UnsupportedOperationException("Without a changelog the content would not survive");
  }

  @Override
  public S build() {
    return wrapper.apply(rows.build());
  }

  @Override
  public Map<String, String> logConfig() {
    return rows.logConfig();
  }

  @Override
  public boolean loggingEnabled() {
    return rows.loggingEnabled();
  }

  @Override
  public String name() {
    return rows.name();
  }
}
