package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of one entity type and its indexes.
 *
 * <p>The store of rows holds just what the topic holds, byte for byte: it is restored from the
 * topic itself. So what cannot be read is stored too, and read as if it were not there. A record
 * older than the row that stands is a repetition after a crash and left out. One task, one thread.
 */
final class EntityProcessor implements Processor<String, byte[], Void, Void> {

  /** Of so many rows is known that all their entries are written. */
  static final int MOST_INDEXED = 4_096;

  private static final byte[] NOTHING = {};

  private final EntityType type;
  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private final ViewTrail trail;
  private final MemoryTables tables;
  private final List<EntityIndex> indexes;
  private @Nullable KeyValueStore<Bytes, byte[]> index;
  private @Nullable KeyValueStore<String, byte[]> rows;
  private MemoryTables.@Nullable Table keptIndex;
  private MemoryTables.@Nullable Table keptRows;
  private final Map<String, Boolean> indexed = new Recent();
  private LongSupplier clock = () -> 0;
  private long startMs = Long.MAX_VALUE;

  /**
   * A processor of one task.
   *
   * @param tables keeps what it writes in memory too
   */
  EntityProcessor(
      EntityType type, ViewReaders readers, Views.Counting counting, MemoryTables tables) {
    this.type = type;
    this.tables = tables;
    this.readers = readers;
    this.metrics = counting.metrics();
    this.trail = new ViewTrail(counting.tracing());
    this.indexes = EntityIndex.of(type);
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    clock = context::currentSystemTimeMs;
    startMs = context.currentSystemTimeMs();
    int partition = context.taskId().partition();
    KeyValueStore<String, byte[]> store = context.getStateStore(ViewNames.entities(type));
    rows = store;
    keptRows =
        tables.open(
            ViewNames.entities(type),
            partition,
            new MemoryTables.Stored(
                store.approximateNumEntries(), () -> Scans.byBytes(store.all())));
    if (!indexes.isEmpty()) {
      String name = ViewNames.index(type.name());
      KeyValueStore<Bytes, byte[]> entries = context.getStateStore(name);
      index = entries;
      keptIndex =
          tables.open(
              name,
              partition,
              new MemoryTables.Stored(entries.approximateNumEntries(), entries::all));
    }
  }

  @Override
  public void close() {
    if (keptRows != null) {
      keptRows.close();
    }
    if (keptIndex != null) {
      keptIndex.close();
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyValueStore<String, byte[]> store = rows;
    if (store == null) {
      throw new IllegalStateException("process before init");
    }
    byte[] value = record.value();
    EntityRow next = value == null ? null : readers.row(type, value);
    if (record.key() == null || (value != null && next == null)) {
      metrics.unreadable();
    }
    if (record.key() == null) {
      return;
    }
    Bytes key = Scans.utf8(record.key());
    NavigableMap<Bytes, byte[]> kept = keptRows == null ? null : keptRows.entries();
    byte[] standing = kept == null ? store.get(record.key()) : kept.get(key);
    EntityRow present = standing == null ? null : readers.row(type, standing);
    if (present != null && present.version() > version(record, next)) {
      metrics.outdated();
      return;
    }
    Span span = trail.begin(record, type.name());
    store.put(record.key(), value);
    if (keptRows != null) {
      keptRows.put(key, value);
    }
    index(record.key(), present, next);
    ViewTrail.end(record, type.name(), span);
    if (next != null && record.timestamp() >= startMs) {
      // older ones say how long the views were away, not how long a change takes
      metrics.shown(clock.getAsLong() - next.hlc().wallMs());
    }
    metrics.applied(type.name(), id(record.key()));
  }

  private String id(String key) {
    String prefix = type.name() + ':';
    return key.startsWith(prefix) ? key.substring(prefix.length()) : key;
  }

  private void index(String key, @Nullable EntityRow present, @Nullable EntityRow next) {
    KeyValueStore<Bytes, byte[]> store = index;
    if (store == null) {
      return;
    }
    Set<Bytes> standing = keys(present);
    Set<Bytes> after = keys(next);
    Set<Bytes> before = new LinkedHashSet<>(standing);
    before.removeAll(after);
    if (indexed.put(key, true) != null) {
      after.removeAll(standing);
    }
    byte[] id = next == null ? NOTHING : next.id().getBytes(StandardCharsets.UTF_8);
    before.forEach(store::delete);
    after.forEach(each -> store.put(each, id));
    if (keptIndex != null) {
      keptIndex.replace(before, after, id);
    }
  }

  private Set<Bytes> keys(@Nullable EntityRow row) {
    var keys = new LinkedHashSet<Bytes>();
    if (row != null) {
      indexes.forEach(each -> each.keys(row).forEach(key -> keys.add(Bytes.wrap(key))));
    }
    return keys;
  }

  /** The record's version; what does not tell it is the newest there is. */
  private static long version(Record<String, byte[]> record, @Nullable EntityRow next) {
    if (next != null) {
      return next.version();
    }
    Header header = record.headers().lastHeader(Headers.VERSION);
    if (header == null || header.value() == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Rows whose entries this processor itself has all written: only what changes of them need be
   * written again. Of other rows that is not known: after a crash the store may hold what its
   * changelog lost.
   */
  private static final class Recent extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST_INDEXED;
    }
  }
}
