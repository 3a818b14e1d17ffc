package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the audit entries of each entity for as long as the view's retention says, checks the hash
 * chain as they come, and notes the entity's state now and then. One task, one thread.
 */
final class HistoryProcessor implements Processor<String, byte[], Void, Void> {

  private static final Duration CLEANING_INTERVAL = Duration.ofMinutes(1);
  private static final int MOST_DROPPED_AT_ONCE = 1_000;
  private static final byte[] PRESENT = {1};

  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private final long retentionMs;
  private @Nullable KeyValueStore<Bytes, byte[]> store;

  HistoryProcessor(ViewReaders readers, ViewMetrics metrics, Duration retention) {
    this.readers = readers;
    this.metrics = metrics;
    this.retentionMs = retention.toMillis();
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    KeyValueStore<Bytes, byte[]> into = context.getStateStore(ViewNames.HISTORY);
    store = into;
    context.schedule(
        CLEANING_INTERVAL, PunctuationType.WALL_CLOCK_TIME, nowMs -> drop(into, nowMs));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyValueStore<Bytes, byte[]> into = store;
    if (into == null) {
      throw new IllegalStateException("process before init");
    }
    byte[] value = record.value();
    AuditEntry entry = value == null ? null : readers.audit(value);
    if (entry == null) {
      metrics.unreadable();
      return;
    }
    String key = new EntityKey(entry.getEntityType(), entry.getEntityId()).toString();
    HistoryReplay replay = new HistoryReplay(HistoryShelf.own(into), readers, key);
    HistoryHead head = replay.head();
    if (isRepetition(replay, head, entry, value)) {
      metrics.outdated();
      return;
    }
    HistoryHead next = following(head, entry, HistoryEntry.hash(value));
    boolean breaksHere =
        next.brokenAt() != 0 && (head == null || next.brokenAt() != head.brokenAt());
    if (breaksHere) {
      metrics.chainBroken();
    }
    if (isFork(head, next, entry)) {
      into.put(Bytes.wrap(HistoryKeys.head(key)), next.toBytes());
      return;
    }
    keep(into, key, next, entry, value);
    if (next.place().number() % HistoryReplay.SNAPSHOT_EVERY == 0) {
      note(into, replay, key, next.place());
    }
    metrics.applied();
  }

  private static void keep(
      KeyValueStore<Bytes, byte[]> into,
      String key,
      HistoryHead next,
      AuditEntry entry,
      byte[] value) {
    HistoryEntry kept = new HistoryEntry(next.latestMs(), next.brokenAt() == 0, Bytes.wrap(value));
    into.put(Bytes.wrap(HistoryKeys.entry(key, next.place())), kept.toBytes());
    long atMs = entry.getAtMs().toEpochMilli();
    into.put(Bytes.wrap(HistoryKeys.time(atMs, key, next.place())), PRESENT);
    into.put(Bytes.wrap(HistoryKeys.head(key)), next.toBytes());
  }

  private static void note(
      KeyValueStore<Bytes, byte[]> into, HistoryReplay replay, String key, HistoryPlace place) {
    PastState state = replay.after(place);
    if (state != null) {
      into.put(Bytes.wrap(HistoryKeys.snapshot(key, place)), state.snapshot());
    }
  }

  /** Whether the entry is here already, in this life or an earlier one, as after a crash. */
  private static boolean isRepetition(
      HistoryReplay replay, @Nullable HistoryHead head, AuditEntry entry, byte[] value) {
    if (head == null || isLinked(head, entry)) {
      return false;
    }
    for (long life = head.place().life(); life > 0; life--) {
      HistoryEntry known = replay.entry(new HistoryPlace(life, entry.getNumber()));
      if (known != null && known.framed().equals(Bytes.wrap(value))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLinked(HistoryHead head, AuditEntry entry) {
    return entry.getNumber() == head.place().number() + 1
        && previousHash(entry).equals(head.hash());
  }

  /** Another entry stands in its place already: the one that stands stays. */
  private static boolean isFork(@Nullable HistoryHead head, HistoryHead next, AuditEntry entry) {
    return head != null
        && next.place().equals(head.place())
        && entry.getNumber() <= head.place().number();
  }

  private static HistoryHead following(@Nullable HistoryHead head, AuditEntry entry, Bytes hash) {
    long atMs = entry.getAtMs().toEpochMilli();
    boolean isFirst = entry.getNumber() == 1 && previousHash(entry).get().length == 0;
    if (head == null) {
      long brokenAt = entry.getNumber() == 1 && !isFirst ? 1 : 0;
      return head(new HistoryPlace(1, entry.getNumber()), entry, atMs, brokenAt, hash);
    }
    long latestMs = Math.max(atMs, head.latestMs());
    if (isFirst) {
      HistoryPlace begin = new HistoryPlace(head.place().life() + 1, 1);
      return head(begin, entry, latestMs, head.isEnded() ? 0 : 1, hash);
    }
    if (entry.getNumber() <= head.place().number()) {
      return head.broken(entry.getNumber());
    }
    boolean isEnded =
        entry.getVersion() > head.version()
            ? entry.getOperation() == Operation.DELETE
            : head.isEnded();
    HistoryHead next =
        new HistoryHead(
            head.place().at(entry.getNumber()),
            entry.getVersion(),
            isEnded,
            latestMs,
            head.brokenAt(),
            hash);
    return isLinked(head, entry) ? next : next.broken(entry.getNumber());
  }

  private static HistoryHead head(
      HistoryPlace place, AuditEntry entry, long latestMs, long brokenAt, Bytes hash) {
    boolean isEnded = entry.getOperation() == Operation.DELETE;
    return new HistoryHead(place, entry.getVersion(), isEnded, latestMs, brokenAt, hash);
  }

  private static Bytes previousHash(AuditEntry entry) {
    byte[] hash = new byte[entry.getPreviousHash().remaining()];
    entry.getPreviousHash().duplicate().get(hash);
    return Bytes.wrap(hash);
  }

  private void drop(KeyValueStore<Bytes, byte[]> from, long nowMs) {
    byte[] prefix = HistoryKeys.times();
    byte[] young = new KeyBytes().descending(nowMs - retentionMs).toBytes();
    byte[] greatest = KeyBytes.join(prefix, Parts.Span.end());
    try (KeyValueIterator<Bytes, byte[]> over =
        from.reverseRange(Bytes.wrap(KeyBytes.join(prefix, young)), Bytes.wrap(greatest))) {
      for (int dropped = 0; over.hasNext() && dropped < MOST_DROPPED_AT_ONCE; dropped++) {
        byte[] key = over.next().key.get();
        byte[] position = Arrays.copyOfRange(key, prefix.length, key.length);
        drop(from, HistoryKeys.entityKey(position), HistoryKeys.place(position));
        from.delete(Bytes.wrap(key));
      }
    }
  }

  private void drop(KeyValueStore<Bytes, byte[]> from, String key, HistoryPlace place) {
    from.delete(Bytes.wrap(HistoryKeys.entry(key, place)));
    if (place.number() % HistoryReplay.SNAPSHOT_EVERY == 0) {
      from.delete(Bytes.wrap(HistoryKeys.snapshot(key, place)));
    }
    HistoryHead head = new HistoryReplay(HistoryShelf.own(from), readers, key).head();
    if (head != null && head.place().equals(place)) {
      from.delete(Bytes.wrap(HistoryKeys.head(key)));
    }
  }
}
