package ai.valeo.erp.tributary.graphql.view;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Reads of stores that are spread over the partitions of a topic. */
final class Partitioned {

  private Partitioned() {}

  /** One thing for each partition of the topic. */
  static <T> List<T> each(ViewStores stores, String topic, IntFunction<T> one) {
    int partitions = stores.partitions(topic);
    var parts = new ArrayList<T>(partitions);
    for (int i = 0; i < partitions; i++) {
      parts.add(one.apply(i));
    }
    return parts;
  }

  /**
   * Looks a key up: first where Kafka's own partitioner puts it, then elsewhere, since a record is
   * where its producer put it.
   */
  static byte @Nullable [] find(ViewStores stores, String topic, String store, String key) {
    int partitions = stores.partitions(topic);
    int home = home(key, partitions);
    byte[] found = stores.text(store, home, key).get();
    return found != null
        ? found
        : elsewhere(partitions, home, each -> stores.text(store, each, key));
  }

  /** What there is of many keys, in their order; those of one place are asked for together. */
  static List<byte @Nullable []> find(
      ViewStores stores, String topic, String store, List<String> keys) {
    int partitions = stores.partitions(topic);
    List<Awaited> asked =
        keys.stream().map(key -> stores.text(store, home(key, partitions), key)).toList();
    var found = new ArrayList<byte @Nullable []>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      byte[] here = asked.get(i).get();
      found.add(
          here != null
              ? here
              : elsewhere(
                  partitions, home(key, partitions), each -> stores.text(store, each, key)));
    }
    return found;
  }

  /** What the first of all partitions has; asked of all together. */
  static byte @Nullable [] any(ViewStores stores, String topic, IntFunction<Awaited> ask) {
    return elsewhere(stores.partitions(topic), -1, ask);
  }

  private static byte @Nullable [] elsewhere(
      int partitions, int besides, IntFunction<Awaited> ask) {
    var asked = new ArrayList<Awaited>(partitions);
    for (int partition = 0; partition < partitions; partition++) {
      if (partition != besides) {
        asked.add(ask.apply(partition));
      }
    }
    for (Awaited one : asked) {
      byte[] found = one.get();
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** What the first partition has that has anything, in the order of {@link #find}. */
  static <T> @Nullable T first(
      ViewStores stores, String topic, String key, IntFunction<@Nullable T> look) {
    int partitions = stores.partitions(topic);
    int home = home(key, partitions);
    for (int i = 0; i < partitions; i++) {
      T found = look.apply((home + i) % partitions);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static int home(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }
}
