package ai.valeo.erp.tributary.graphql.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

/** Reads of stores that are spread over the partitions of a topic. */
final class Partitioned {

  private final ViewStores stores;

  Partitioned(ViewStores stores) {
    this.stores = stores;
  }

  ViewStores stores() {
    return stores;
  }

  /** One part for each partition of the topic. */
  List<MergedScan.Part> parts(String topic, IntFunction<MergedScan.Part> part) {
    int partitions = stores.partitions(topic);
    var parts = new ArrayList<MergedScan.Part>(partitions);
    for (int i = 0; i < partitions; i++) {
      parts.add(part.apply(i));
    }
    return parts;
  }

  /**
   * Looks a key up: first where Kafka's own partitioner puts it, then elsewhere, since a record is
   * where its producer put it.
   */
  byte @Nullable [] find(String topic, String store, String key) {
    return first(topic, key, partition -> stores.texts(store, partition).get(key));
  }

  /** What the first partition has that has anything, in the order of {@link #find}. */
  <T> @Nullable T first(String topic, String key, IntFunction<@Nullable T> look) {
    int partitions = stores.partitions(topic);
    int home = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    for (int i = 0; i < partitions; i++) {
      T found = look.apply((home + i) % partitions);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Runs a read; a store that goes away meanwhile makes the views unavailable, not wrong. */
  <T extends @Nullable Object> T read(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidStateStoreException e) {
      throw new ViewsUnavailableException("The views are moving; ask again", e);
    }
  }
}
