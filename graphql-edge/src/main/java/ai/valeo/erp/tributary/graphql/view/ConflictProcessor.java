package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conflicts by id and by what a query may name. A resolved one is dropped when the retention
 * is over; an open one stays until a person has ruled. One task, one thread.
 */
final class ConflictProcessor implements Processor<String, byte[], Void, Void> {

  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(1);
  private static final int MOST_DROPPED_AT_ONCE = 1_000;

  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private final long retentionMs;
  private @Nullable Stores stores;

  ConflictProcessor(ViewReaders readers, ViewMetrics metrics, Duration retention) {
    this.readers = readers;
    this.metrics = metrics;
    this.retentionMs = retention.toMillis();
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    Stores into =
        new Stores(
            context.getStateStore(ViewNames.CONFLICTS),
            context.getStateStore(ViewNames.CONFLICTS_INDEX),
            new Tally(context, ViewNames.CONFLICT_TOTALS, 1));
    stores = into;
    context.schedule(
        CLEANING_INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMs -> drop(into, nowMs));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Stores into = stores;
    if (into == null) {
      throw new IllegalStateException("process before init");
    }
    byte[] value = record.value();
    Conflict conflict = value == null ? null : readers.conflict(value);
    if (conflict == null) {
      metrics.unreadable();
      return;
    }
    byte[] standing = into.conflicts.get(conflict.getId());
    // Never counts one twice; after a crash it may miss those that were stored but not counted.
    if (standing == null) {
      into.detected.count(0);
    } else {
      unlist(into, standing);
    }
    into.conflicts.put(conflict.getId(), value);
    byte[] id = conflict.getId().getBytes(StandardCharsets.UTF_8);
    ConflictKeys.of(conflict).forEach(key -> into.index.put(Bytes.wrap(key), id));
    metrics.applied();
  }

  private void unlist(Stores from, byte[] standing) {
    Conflict conflict = readers.conflict(standing);
    if (conflict != null) {
      ConflictKeys.of(conflict).forEach(key -> from.index.delete(Bytes.wrap(key)));
    }
  }

  private void drop(Stores from, long nowMs) {
    byte[] prefix = ConflictKeys.state(ConflictState.RESOLVED.name());
    byte[] oldest = KeyBytes.join(prefix, new KeyBytes().descending(nowMs - retentionMs).toBytes());
    byte[] end = KeyBytes.join(prefix, new KeyBytes().descending(Long.MIN_VALUE).toBytes());
    int dropped = 0;
    try (KeyValueIterator<Bytes, byte[]> over =
        from.index.range(Bytes.wrap(oldest), Bytes.wrap(end))) {
      while (over.hasNext() && dropped < MOST_DROPPED_AT_ONCE) {
        KeyValue<Bytes, byte[]> entry = over.next();
        String id = new String(entry.value, StandardCharsets.UTF_8);
        byte[] standing = from.conflicts.get(id);
        if (standing != null) {
          unlist(from, standing);
          from.conflicts.delete(id);
        }
        from.index.delete(entry.key);
        dropped++;
      }
    }
  }

  private record Stores(
      KeyValueStore<String, byte[]> conflicts,
      KeyValueStore<Bytes, byte[]> index,
      Tally detected) {}
}
