package ai.valeo.erp.tributary.topology.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A logged store that keeps its newest content as objects and writes rows only when its task is
 * about to commit, in the same transaction: what changes many times between two commits, or comes
 * and goes between them, costs one changelog record or none.
 *
 * <p>Kafka Streams has no public hook before a commit; {@link CachedStateStore} is the one its own
 * record cache uses (4.3: {@code ProcessorStateManager#flushCache}, called before the producer is
 * flushed, also on a clean stop and when a task is taken away). The rows themselves are an ordinary
 * logged in-memory store. Owned by its stream thread.
 */
abstract class CommitFlushedStore implements StateStore, CachedStateStore<byte[], byte[]> {

  private final KeyValueStore<Bytes, byte[]> rows;

  CommitFlushedStore(KeyValueStore<Bytes, byte[]> rows) {
    this.rows = rows;
  }

  /** Writes what the rows do not yet hold. */
  abstract void writeLeftovers();

  /** Drops all objects; the rows are the truth again. */
  abstract void forget();

  final KeyValueStore<Bytes, byte[]> rows() {
    return rows;
  }

  @Override
  public final void flushCache() {
    writeLeftovers();
  }

  @Override
  public final void clearCache() {
    forget();
  }

  @Override
  public final boolean setFlushListener(
      CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
    return false;
  }

  @Override
  public final String name() {
    return rows.name();
  }

  @Override
  public final void init(StateStoreContext context, StateStore root) {
    forget();
    rows.init(context, root);
  }

  @Override
  public final void commit(Map<TopicPartition, Long> changelogOffsets) {
    rows.commit(changelogOffsets);
  }

  @Override
  public final void close() {
    forget();
    rows.close();
  }

  @Override
  public final boolean persistent() {
    return rows.persistent();
  }

  @Override
  public final boolean isOpen() {
    return rows.isOpen();
  }

  @Override
  public final Position getPosition() {
    return rows.getPosition();
  }
}
