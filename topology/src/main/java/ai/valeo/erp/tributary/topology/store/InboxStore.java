package ai.valeo.erp.tributary.topology.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Mutations that wait for their window to close (R9). What is still here when the task commits is
 * written to the changelog together with the offsets, so nothing is lost by a crash, a rebalance or
 * a stop; what was decided before the commit costs no changelog record at all.
 *
 * <p>Owned by its stream thread.
 */
public final class InboxStore extends CommitFlushedStore {

  /** Name of the store. */
  public static final String NAME = "inbox";

  /** Well above the mutations topic's limit: a row is a whole record and some more. */
  private static final Map<String, String> CHANGELOG =
      Map.of("max.message.bytes", Integer.toString(16 << 20));

  private final List<Arrival> waiting = new ArrayList<>();
  private int written;

  /** Over rows of any kind; {@link #builder} makes logged ones. */
  InboxStore(KeyValueStore<Bytes, byte[]> rows) {
    super(rows);
  }

  /** Builds the store. */
  public static StoreBuilder<InboxStore> builder() {
    return new CommitFlushedStoreBuilder<>(NAME, CHANGELOG, InboxStore::new);
  }

  /** Adds a record; offsets ascend. */
  public void add(Arrival arrival) {
    waiting.add(arrival);
  }

  /** Reads what a predecessor of this task left behind, in order of arrival. */
  public List<Arrival> recover() {
    forget();
    try (KeyValueIterator<Bytes, byte[]> left = rows().all()) {
      while (left.hasNext()) {
        KeyValue<Bytes, byte[]> row = left.next();
        waiting.add(ArrivalCodec.decode(row.key, row.value));
      }
    }
    written = waiting.size();
    return waiting();
  }

  /** The records, in order of arrival; valid until the inbox changes. */
  public List<Arrival> waiting() {
    return Collections.unmodifiableList(waiting);
  }

  /** Takes out the oldest records: they are decided. */
  public void removeFirst(int count) {
    List<Arrival> decided = waiting.subList(0, count);
    for (Arrival arrival : decided.subList(0, Math.min(count, written))) {
      rows().delete(ArrivalCodec.key(arrival.offset()));
    }
    decided.clear();
    written = Math.max(0, written - count);
  }

  /** Number of records. */
  public int size() {
    return waiting.size();
  }

  @Override
  void writeLeftovers() {
    for (Arrival arrival : waiting.subList(written, waiting.size())) {
      rows().put(ArrivalCodec.key(arrival.offset()), ArrivalCodec.encode(arrival));
    }
    written = waiting.size();
  }

  @Override
  void forget() {
    waiting.clear();
    written = 0;
  }
}
