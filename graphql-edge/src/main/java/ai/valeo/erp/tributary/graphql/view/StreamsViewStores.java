package ai.valeo.erp.tributary.graphql.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  private volatile @Nullable Running running;

  /** One life of the application; handles stay good for as long as it lasts. */
  private record Running(
      KafkaStreams streams, Map<String, Integer> partitions, Map<Place, Object> handles) {}

  private record Place(String store, int partition) {}

  /** From now on reads go to this application. */
  public void attach(KafkaStreams streams, Map<String, Integer> partitions) {
    running = new Running(streams, Map.copyOf(partitions), new ConcurrentHashMap<>());
  }

  /** From now on there is nothing to read. */
  public void detach() {
    running = null;
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
    Place place = new Place(name, partition);
    Object known = now.handles.get(place);
    if (known != null) {
      return (S) known;
    }
    try {
      S store =
          now.streams.store(
              StoreQueryParameters.fromNameAndType(name, type).withPartition(partition));
      now.handles.put(place, store);
      return store;
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw new ViewsUnavailableException("The views are starting or moving; ask again", e);
    }
  }

  private Running current() {
    Running now = running;
    if (now == null) {
      throw new ViewsUnavailableException("The views are not running yet; ask again");
    }
    return now;
  }
}
