package ai.valeo.erp.tributary.graphql.view;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.jspecify.annotations.Nullable;

/**
 * The stores of the running Streams application, which may be replaced by another. Any thread; a
 * store that moves or restores makes the views unavailable.
 */
public final class StreamsViewStores implements ViewStores {

  private final boolean areCopies;
  private volatile @Nullable Running running;
  private volatile BooleanSupplier held = () -> false;

  /** Of partitions that this instance keeps up to date itself. */
  public StreamsViewStores() {
    this(false);
  }

  /**
   * Stores of a kind.
   *
   * @param areCopies also those that are behind: copies, and what is being restored
   */
  public StreamsViewStores(boolean areCopies) {
    this.areCopies = areCopies;
  }

  /** One life of the application; handles stay good for as long as it lasts. */
  private record Running(
      KafkaStreams streams,
      Map<String, Integer> partitions,
      MemoryTables tables,
      Map<Place, Object> handles) {}

  private record Place(String store, int partition) {}

  /**
   * From now on reads go to this application.
   *
   * @param tables what of it is in memory
   */
  public void attach(KafkaStreams streams, Map<String, Integer> partitions, MemoryTables tables) {
    running = new Running(streams, Map.copyOf(partitions), tables, new ConcurrentHashMap<>());
  }

  /** From now on there is nothing to read. */
  public void detach() {
    running = null;
  }

  /** From now on reads are refused while this holds, although the application runs. */
  public void hold(BooleanSupplier refused) {
    held = refused;
  }

  @Override
  public int partitions(String topic) {
    Integer partitions = current().partitions.get(topic);
    if (partitions == null) {
      throw new IllegalArgumentException("topic: " + topic + " is none of the views'");
    }
    return partitions;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S> S store(String name, QueryableStoreType<S> type, int partition) {
    Running now = current();
    Place handle = new Place(name, partition);
    Object known = now.handles.get(handle);
    if (known != null) {
      return (S) known;
    }
    try {
      StoreQueryParameters<S> place =
          StoreQueryParameters.fromNameAndType(name, type).withPartition(partition);
      S store = now.streams.store(areCopies ? place.enableStaleStores() : place);
      now.handles.put(handle, store);
      return store;
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw new ViewsUnavailableException("The views are starting or moving; ask again", e);
    }
  }

  @Override
  public @Nullable NavigableMap<Bytes, byte[]> kept(String store, int partition) {
    return current().tables.entries(store, partition);
  }

  private Running current() {
    Running now = running;
    if (held.getAsBoolean()) {
      throw new ViewsUnavailableException(
          "This instance has not heard of the broker for too long; ask again, or another one");
    }
    if (now == null) {
      throw new ViewsUnavailableException("The views are not running yet; ask again");
    }
    return now;
  }
}
