package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The states of entities in RocksDB, by entity key. Owned by its stream thread. */
public final class EntityStore {

  /** Name of the store. */
  public static final String NAME = "entities";

  /** A row is an entity, which is bounded, with what its merging must remember. */
  private static final Map<String, String> CHANGELOG =
      Map.of("max.message.bytes", Integer.toString(16 << 20));

  private final KeyValueStore<Bytes, byte[]> rows;
  private final EntityStateCodec codec = new EntityStateCodec();

  /** The store as a processor sees it. */
  public EntityStore(KeyValueStore<Bytes, byte[]> rows) {
    this.rows = rows;
  }

  /** Builds the rows. */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(CHANGELOG);
  }

  /**
   * The state of an entity, or none.
   *
   * @throws UnreadableRowException if its row is damaged
   */
  public @Nullable EntityState get(EntityKey key) {
    byte[] row = rows.get(rowKey(key));
    return row == null ? null : codec.decode(key, row);
  }

  /** Writes states, as one batch. */
  public void putAll(Collection<EntityState> states) {
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>(states.size());
    for (EntityState state : states) {
      batch.add(KeyValue.pair(rowKey(state.key()), codec.encode(state)));
    }
    rows.putAll(batch);
  }

  /** Forgets an entity. */
  public void remove(EntityKey key) {
    rows.delete(rowKey(key));
  }

  private static Bytes rowKey(EntityKey key) {
    return Bytes.wrap(key.toString().getBytes(StandardCharsets.UTF_8));
  }
}
