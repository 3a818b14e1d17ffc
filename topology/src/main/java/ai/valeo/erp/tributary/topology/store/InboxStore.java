package ai.valeo.erp.tributary.topology.store;

import java.nio.ByteBuffer;
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
 * Mutations and rulings that wait for their window to close (R9). What is still here when the task
 * commits is written to the changelog together with the offsets, so nothing is lost by a crash, a
 * rebalance or a stop; what was decided before the commit costs no changelog record, but for the
 * few bytes that say how far the log was read.
 *
 * <p>Owned by its stream thread.
 */
public final class InboxStore extends CommitFlushedStore {

  /** Name of the store. */
  public static final String NAME = "inbox";

  /** Well above the mutations topic's limit: a row is a whole record and some more. */
  private static final Map<String, String> CHANGELOG =
      Map.of("max.message.bytes", Integer.toString(16 << 20));

  /** Shorter than the key of any record. */
  private static final Bytes POSITION = Bytes.wrap(new byte[] {'p'});

  private final List<Arrival> waiting = new ArrayList<>();
  private int written;
  private long nextOffset;
  private long writtenNextOffset;

  /** Over rows of any kind; {@link #builder} makes logged ones. */
  InboxStore(KeyValueStore<Bytes, byte[]> rows) {
    super(rows);
  }

  /** Builds the store. */
  public static StoreBuilder<InboxStore> builder() {
    return new CommitFlushedStoreBuilder<>(NAME, CHANGELOG, InboxStore::new);
  }

  /** Adds a record; offsets of a topic ascend. */
  public void add(Arrival arrival) {
    waiting.add(arrival);
    if (arrival.source() == Arrival.Source.MUTATIONS) {
      nextOffset = arrival.offset() + 1;
    }
  }

  /**
   * Offset of the first mutation that waits, or else behind the last that has come, also to a
   * predecessor of this task: where rulings stand in the order of deciding.
   */
  public long position() {
    for (Arrival arrival : waiting) {
      if (arrival.source() == Arrival.Source.MUTATIONS) {
        return arrival.offset();
      }
    }
    return nextOffset;
  }

  /** Reads what a predecessor of this task left behind, mutations first, in order of arrival. */
  public List<Arrival> recover() {
    forget();
    try (KeyValueIterator<Bytes, byte[]> left = rows().all()) {
      while (left.hasNext()) {
        KeyValue<Bytes, byte[]> row = left.next();
        if (row.key.equals(POSITION)) {
          nextOffset = ByteBuffer.wrap(row.value).getLong();
        } else {
          waiting.add(ArrivalCodec.decode(row.key, row.value));
        }
      }
    }
    written = waiting.size();
    writtenNextOffset = nextOffset;
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
      rows().delete(ArrivalCodec.key(arrival));
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
      rows().put(ArrivalCodec.key(arrival), ArrivalCodec.encode(arrival));
    }
    written = waiting.size();
    if (nextOffset != writtenNextOffset) {
      rows().put(POSITION, ByteBuffer.allocate(Long.BYTES).putLong(nextOffset).array());
      writtenNextOffset = nextOffset;
    }
  }

  @Override
  void forget() {
    waiting.clear();
    written = 0;
    nextOffset = 0;
    writtenNextOffset = 0;
  }
}
