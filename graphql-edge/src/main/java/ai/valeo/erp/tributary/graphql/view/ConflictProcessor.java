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
 * Keeps conflicts by id and by state. A resolved one is dropped when the retention is over; an open
 * one stays until a person has ruled. One task, one thread.
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
            context.getStateStore(ViewNames.CONFLICTS_BY_STATE),
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
    // Never counts one twice; after a crash it may miss those that were stored but not counted.
    if (into.conflicts.get(conflict.getId()) == null) {
      into.detected.count(0);
    }
    into.conflicts.put(conflict.getId(), value);
    for (ConflictState state : ConflictState.values()) {
      Bytes key = Bytes.wrap(stateKey(state, conflict));
      if (state == conflict.getState()) {
        into.byState.put(key, conflict.getId().getBytes(StandardCharsets.UTF_8));
      } else {
        into.byState.delete(key);
      }
    }
    metrics.applied();
  }

  /** Where the conflict stands in the list of a state, the newest first. */
  static byte[] stateKey(ConflictState state, Conflict conflict) {
    return new KeyBytes()
        .text(state.name())
        .descending(conflict.getDetectedAtMs().toEpochMilli())
        .text(conflict.getId())
        .toBytes();
  }

  private void drop(Stores from, long nowMs) {
    byte[] prefix = new KeyBytes().text(ConflictState.RESOLVED.name()).toBytes();
    byte[] oldest = KeyBytes.join(prefix, new KeyBytes().descending(nowMs - retentionMs).toBytes());
    byte[] end = KeyBytes.join(prefix, new KeyBytes().descending(Long.MIN_VALUE).toBytes());
    int dropped = 0;
    try (KeyValueIterator<Bytes, byte[]> over =
        from.byState.range(Bytes.wrap(oldest), Bytes.wrap(end))) {
      while (over.hasNext() && dropped < MOST_DROPPED_AT_ONCE) {
        KeyValue<Bytes, byte[]> entry = over.next();
        from.conflicts.delete(new String(entry.value, StandardCharsets.UTF_8));
        from.byState.delete(entry.key);
        dropped++;
      }
    }
  }

  private record Stores(
      KeyValueStore<String, byte[]> conflicts,
      KeyValueStore<Bytes, byte[]> byState,
      Tally detected) {}
}
