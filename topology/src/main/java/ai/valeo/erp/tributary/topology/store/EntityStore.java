package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.topology.convert.OversizeException;
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

/**
 * The states of entities in RocksDB, by entity key, the ones used last also as objects. Made anew
 * whenever its task is, so that nothing outlives a transaction that was aborted. Owned by its
 * stream thread.
 */
public final class EntityStore {

  /** Name of the store. */
  public static final String NAME = "entities";

  private static final int CHANGELOG_BYTES = 16 << 20;

  /** A row is an entity, which is bounded, with what its merging must remember, which is not. */
  private static final Map<String, String> CHANGELOG =
      Map.of("max.message.bytes", Integer.toString(CHANGELOG_BYTES));

  /** Room for the key and what the log adds. */
  static final int MAX_ROW_BYTES = CHANGELOG_BYTES - (64 << 10);

  /** Some thousand entities; more would only be copied about by the garbage collector. */
  private static final long HOT_BYTES = 1L << 20;

  private final KeyValueStore<Bytes, byte[]> rows;
  private final HotEntities hot = new HotEntities(HOT_BYTES);
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
    EntityState known = hot.get(key);
    if (known != null) {
      return known;
    }
    byte[] row = rows.get(rowKey(key));
    return row == null ? null : codec.decode(key, row);
  }

  /**
   * A state in the form in which it is stored.
   *
   * @param state the state
   * @param bytes the same as a row
   */
  @SuppressWarnings("ArrayRecordComponent") // written as it is and never compared
  public record Row(EntityState state, byte[] bytes) {}

  /**
   * The row of a state.
   *
   * @throws OversizeException if its merging remembers more than a row may hold
   */
  public Row row(EntityState state) {
    byte[] bytes = codec.encode(state);
    if (bytes.length > MAX_ROW_BYTES) {
      throw new OversizeException("state of the entity", bytes.length, MAX_ROW_BYTES);
    }
    return new Row(state, bytes);
  }

  /** Writes rows, as one batch. */
  public void putAll(Collection<Row> written) {
    List<KeyValue<Bytes, byte[]>> batch = new ArrayList<>(written.size());
    for (Row row : written) {
      batch.add(KeyValue.pair(rowKey(row.state().key()), row.bytes()));
      hot.put(row.state(), row.bytes().length);
    }
    rows.putAll(batch);
  }

  /** Forgets an entity. */
  public void remove(EntityKey key) {
    hot.forget(key);
    rows.delete(rowKey(key));
  }

  private static Bytes rowKey(EntityKey key) {
    return Bytes.wrap(key.toString().getBytes(StandardCharsets.UTF_8));
  }
}
