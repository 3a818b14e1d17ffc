package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Resolution;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ruling that stands proposed for each conflict: the latest, but not one that repeats
 * what stands already, so that of two persons who propose the same at once the second is known to
 * be the one who confirms. One task, one thread.
 */
final class ProposalProcessor implements Processor<String, byte[], Void, Void> {

  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(10);

  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private @Nullable KeyValueStore<String, byte[]> store;

  ProposalProcessor(ViewReaders readers, ViewMetrics metrics) {
    this.readers = readers;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    KeyValueStore<String, byte[]> into = context.getStateStore(ViewNames.PROPOSALS);
    store = into;
    context.schedule(
        CLEANING_INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMs -> drop(into, nowMs));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyValueStore<String, byte[]> into = store;
    if (into == null) {
      throw new IllegalStateException("process before init");
    }
    byte[] value = record.value();
    Resolution resolution = value == null ? null : readers.resolution(value);
    if (resolution == null) {
      metrics.unreadable();
      return;
    }
    if (!resolution.getProposal()) {
      return; // the conflict's own record tells what came of it
    }
    byte[] stored = stored(record.timestamp(), value);
    ProposalView wanted = read(readers, stored);
    if (wanted == null) {
      metrics.unreadable();
      return;
    }
    byte[] known = into.get(wanted.conflictId());
    ProposalView standing = known == null ? null : read(readers, known);
    if (standing == null || !standing.isSame(wanted) || standing.expiresAtMs() <= wanted.atMs()) {
      into.put(wanted.conflictId(), stored);
    }
    metrics.applied();
  }

  /** The time, then the record as it came. */
  private static byte[] stored(long atMs, byte[] value) {
    return ByteBuffer.allocate(Long.BYTES + value.length).putLong(atMs).put(value).array();
  }

  /** A stored proposal, or none if it can never be read. */
  static @Nullable ProposalView read(ViewReaders readers, byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    long atMs = bytes.getLong();
    byte[] value = new byte[bytes.remaining()];
    bytes.get(value);
    Resolution resolution = readers.resolution(value);
    return resolution == null ? null : RecordViews.proposal(resolution, atMs);
  }

  private static void drop(KeyValueStore<String, byte[]> from, long nowMs) {
    try (KeyValueIterator<String, byte[]> all = from.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        long atMs = ByteBuffer.wrap(entry.value).getLong();
        if (atMs + ProposalView.LONGEST.toMillis() <= nowMs) {
          from.delete(entry.key);
        }
      }
    }
  }
}
