package ai.valeo.erp.tributary.graphql.view;

import java.util.function.BiFunction;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts the records of one partition in a store, each once. One task, one thread. */
final class Tally {

  private final ProcessorContext<Void, Void> context;
  private final KeyValueStore<String, byte[]> store;
  private final int places;

  /** With as many counts as {@code places}. */
  Tally(ProcessorContext<Void, Void> context, String storeName, int places) {
    this.context = context;
    this.store = context.getStateStore(storeName);
    this.places = places;
  }

  /** Counts the record that is being processed, unless it was counted before a crash. */
  void count(int place) {
    change((totals, offset) -> totals.count(offset, place));
  }

  /** The same, for a record that ends what was counted elsewhere. */
  void move(int from, int place) {
    change((totals, offset) -> totals.move(offset, from, place));
  }

  private void change(BiFunction<Totals, Long, Totals> change) {
    context
        .recordMetadata()
        .ifPresent(origin -> {
          byte[] stored = store.get(Totals.KEY);
          Totals totals = stored == null ? Totals.none(places) : Totals.of(stored);
          store.put(Totals.KEY, change.apply(totals, origin.offset()).toBytes());
        });
  }
}
