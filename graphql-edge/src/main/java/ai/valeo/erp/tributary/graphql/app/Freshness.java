package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.peer.Standbys;
import ai.valeo.erp.tributary.graphql.peer.Table;
import ai.valeo.erp.tributary.graphql.view.ViewStores;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * Knows how old what copies show is: at some moment everything up to an offset was to be seen, and
 * a copy that has reached that offset is as old as the moment. A copy of a changelog shows no more
 * than its owner wrote, hence is as old as the moment its owner was last known to work, at least.
 * Any thread.
 */
final class Freshness implements Standbys {

  /** Moments remembered. */
  private static final int MOMENTS = 64;

  /** A transaction ends with a marker, which has an offset and is nothing to be restored. */
  private static final long MARKER = 1;

  private final ViewStores copies;
  private final Places places;
  private final LongSupplier nanos;
  private final long staleNs;
  private final Deque<Moment> moments = new ArrayDeque<>(); // guarded by this, newest first
  private final Map<Place, Long> freshAtNs = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> ownedAtNs = new ConcurrentHashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param copies the copies
   * @param nanos a clock that never goes back
   * @param staleness how old what they show may be
   */
  Freshness(ViewStores copies, Places places, LongSupplier nanos, Duration staleness) {
    this.copies = copies;
    this.places = places;
    this.nanos = nanos;
    this.staleNs = staleness.toNanos();
  }

  /**
   * Where stores come from.
   *
   * @param topics the topic of each store
   * @param mirrors those that are restored from the topic itself
   * @param marked those of the mirrors whose topic is written in transactions; the views' own
   *     changelogs are not
   */
  record Places(Map<String, String> topics, Set<String> mirrors, Set<String> marked) {}

  /** One partition of a store. */
  record Place(String store, int partition) {}

  /**
   * How far a copy is.
   *
   * @param position offset of the next record to be restored
   * @param end offset of the next record to be written
   */
  record Reach(long position, long end) {}

  private record Moment(long atNs, Map<Place, Long> ends) {}

  /** Measures the copies. */
  void measure(KafkaStreams streams) {
    long atNs = nanos.getAsLong();
    var reaches = new HashMap<Place, Reach>();
    streams
        .allLocalStorePartitionLags()
        .forEach((store, partitions) ->
            partitions.forEach((partition, lag) ->
                reaches.put(
                    new Place(store, partition),
                    new Reach(lag.currentOffsetPosition(), lag.endOffsetPosition()))));
    measure(atNs, reaches);
  }

  synchronized void measure(long atNs, Map<Place, Reach> reaches) {
    var ends = new HashMap<Place, Long>();
    reaches.forEach((place, reach) -> ends.put(place, reach.end));
    moments.addFirst(new Moment(atNs, ends));
    if (moments.size() > MOMENTS) {
      moments.removeLast();
    }
    freshAtNs.keySet().retainAll(ends.keySet());
    reaches.forEach((place, reach) -> reached(place, reach.position));
  }

  private void reached(Place place, long position) {
    long unread = places.marked.contains(place.store) ? MARKER : 0;
    for (Moment moment : moments) {
      Long end = moment.ends.get(place);
      if (end == null) {
        return; // it was not here yet
      }
      if (end - position <= unread) {
        freshAtNs.merge(place, moment.atNs, Math::max);
        return;
      }
    }
  }

  /**
   * Notes when the owners of partitions were last well.
   *
   * @param wellAt when an instance was last known to work; none = never
   */
  void owned(Table table, Function<TopicPartition, @Nullable Long> wellAt) {
    for (TopicPartition partition : table.owners().keySet()) {
      Long atNs = wellAt.apply(partition);
      if (atNs != null) {
        ownedAtNs.merge(partition, atNs, Math::max);
      }
    }
  }

  /** Knows nothing any more. */
  synchronized void forget() {
    moments.clear();
    freshAtNs.clear();
  }

  @Override
  public ViewStores stores() {
    return copies;
  }

  @Override
  public boolean isFresh(String store, int partition) {
    Long atNs = asOfNs(new Place(store, partition));
    return atNs != null && nanos.getAsLong() - atNs <= staleNs;
  }

  private @Nullable Long asOfNs(Place place) {
    Long reached = freshAtNs.get(place);
    String topic = places.topics.get(place.store);
    if (reached == null || topic == null || places.mirrors.contains(place.store)) {
      return topic == null ? null : reached;
    }
    Long owned = ownedAtNs.get(new TopicPartition(topic, place.partition));
    return owned == null ? null : Math.min(reached, owned);
  }

  /** How many stores are here, copies and those being restored included. */
  int count() {
    return freshAtNs.size();
  }

  /** The age of the oldest. */
  Duration oldest() {
    long now = nanos.getAsLong();
    long age =
        freshAtNs.keySet().stream()
            .map(this::asOfNs)
            .mapToLong(at -> at == null ? 0 : now - at)
            .max()
            .orElse(0);
    return Duration.ofNanos(Math.max(0, age));
  }
}
