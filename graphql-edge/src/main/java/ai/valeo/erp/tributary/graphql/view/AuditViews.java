package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import ai.valeo.erp.tributary.schemas.avro.AuditEntry;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Audit entries by entity and by time, earlier states, and why a value is what it is. Any thread.
 * Every read throws {@link NotKeptException} where no history is kept.
 */
public final class AuditViews {

  /** Most entries looked through to explain a value. */
  static final int MOST_EXPLAINED = 2_000;

  private final ViewReads reads;
  private final ViewReaders readers;
  private final boolean isKept;

  AuditViews(ViewReads reads, ViewReaders readers, boolean isKept) {
    this.reads = reads;
    this.readers = readers;
    this.isKept = isKept;
  }

  /** The entries of an entity, the newest first. */
  public Page<AuditView> ofEntity(EntityKey entity, AuditQuery query, PageRequest request) {
    String key = entity.toString();
    byte[] prefix = HistoryKeys.entries(key);
    MergedScan scan = new MergedScan("history/" + key, MergedScan.ASCENDING);
    return read(stores ->
        scan.page(
            Partitioned.each(
                stores,
                topic(),
                one -> Parts.index(stores, scan(one, request), Parts.Span.of(prefix))),
            request,
            (part, position, value) ->
                fitting(HistoryKeys.place(position), HistoryEntry.of(value), query::fits)));
  }

  /** The entries of all entities, the newest first. */
  public Page<AuditView> byTime(AuditQuery query, PageRequest request) {
    byte[] prefix = HistoryKeys.times();
    byte[] newest = new KeyBytes().descending(query.beforeMs() - 1).toBytes();
    byte[] oldest = new KeyBytes().descending(query.fromMs()).toBytes();
    Parts.Span span = new Parts.Span(prefix, newest, KeyBytes.join(oldest, Parts.Span.end()));
    MergedScan scan = new MergedScan("audit", MergedScan.ASCENDING);
    Join join = Join.history(prefix.length);
    return read(stores ->
        scan.page(
            Partitioned.each(
                stores, topic(), one -> Parts.index(stores, scan(one, request).joined(join), span)),
            request,
            (part, position, joined) -> {
              byte[] stored = Join.found(joined);
              return stored == null
                  ? null
                  : fitting(HistoryKeys.place(position), HistoryEntry.of(stored), query::fits);
            }));
  }

  /** How the entity's chain is; none if it never changed. */
  public @Nullable ChainView chain(EntityKey entity) {
    return read(stores -> {
      Found found = found(stores, entity);
      if (found == null) {
        return null;
      }
      HistoryPlace oldest = found.replay.oldest(found.head.place().life());
      return new ChainView(
          found.head.place().number(),
          oldest == null ? found.head.place().number() : oldest.number(),
          found.head.brokenAt(),
          HexFormat.of().formatHex(found.head.hash().get()));
    });
  }

  /**
   * The entity as it was at a version; none if it had none such, or did not exist then.
   *
   * @throws NotKeptException if the history does not reach back so far
   */
  public @Nullable EntityRow atVersion(EntityType type, String id, long version) {
    return read(stores -> {
      Found found = found(stores, new EntityKey(type.name(), id));
      if (found == null || version > found.head.version() || version < 1) {
        return null;
      }
      HistoryPlace place = newest(found, found.head.place(), entry -> version(entry) <= version);
      if (place == null) {
        throw notKept();
      }
      return found.row(place, type, id);
    });
  }

  /**
   * The entity as it was at a time, by the broker's clock; none if it did not exist then.
   *
   * @throws NotKeptException if the history does not reach back so far
   */
  public @Nullable EntityRow atTime(EntityType type, String id, long atMs) {
    return read(stores -> {
      Found found = found(stores, new EntityKey(type.name(), id));
      if (found == null) {
        return null;
      }
      HistoryPlace last = found.head.place();
      for (long life = last.life(); life > 0; life--) {
        HistoryPlace from =
            life == last.life()
                ? last
                : found.replay.atOrBefore(new HistoryPlace(life, Long.MAX_VALUE));
        HistoryPlace place =
            from == null ? null : newest(found, from, entry -> entry.latestMs() <= atMs);
        if (place != null) {
          return found.row(place, type, id);
        }
      }
      HistoryPlace oldest = found.replay.oldest(1);
      if (oldest == null || oldest.number() > 1) {
        throw notKept();
      }
      return null;
    });
  }

  /** Why an attribute of the row has its value. */
  public WhyView why(EntityType type, EntityRow row, String attribute) {
    EntityKey entity = new EntityKey(type.name(), row.id());
    Whys whys =
        read(stores -> {
          Whys looked = new Whys(attribute);
          Found found = found(stores, entity);
          if (found != null) {
            look(stores, found, looked);
          }
          return looked;
        });
    return new WhyView(
        type.name(),
        row.id(),
        attribute,
        row.attributes().get(attribute),
        whys.parts(),
        whys.losers(),
        whys.isComplete());
  }

  private void look(ViewStores stores, Found found, Whys whys) {
    byte[] prefix = HistoryKeys.entries(found.entityKey, found.head.place().life());
    Scan.Range range =
        Scan.Range.of(Bytes.wrap(prefix), Bytes.wrap(KeyBytes.join(prefix, Parts.Span.end())));
    try (KeyValueIterator<Bytes, byte[]> entries =
        stores.scan(Scan.index(ViewNames.HISTORY, found.partition, range, Scan.FEW))) {
      for (int looked = 0; entries.hasNext() && looked < MOST_EXPLAINED; looked++) {
        KeyValue<Bytes, byte[]> one = entries.next();
        HistoryPlace place = HistoryKeys.place(one.key.get());
        AuditView entry = fitting(place, HistoryEntry.of(one.value), any -> true);
        if (entry != null && !whys.take(entry)) {
          return;
        }
      }
    }
  }

  /** An entity's chain, and where it lies. */
  private record Found(int partition, String entityKey, HistoryReplay replay, HistoryHead head) {

    @Nullable EntityRow row(HistoryPlace place, EntityType type, String id) {
      PastState state = replay.after(place);
      if (state == null) {
        throw notKept();
      }
      return state.row(type, id);
    }
  }

  private static NotKeptException notKept() {
    return new NotKeptException("The history does not reach back so far");
  }

  private @Nullable Found found(ViewStores stores, EntityKey entity) {
    String key = entity.toString();
    return Partitioned.first(
        stores,
        topic(),
        key,
        partition -> {
          HistoryReplay replay =
              new HistoryReplay(HistoryShelf.of(stores, partition), readers, key);
          HistoryHead head = replay.head();
          return head == null ? null : new Found(partition, key, replay, head);
        });
  }

  /**
   * The newest entry of a life, up to {@code last}, that {@code isEarly}, which must hold for all
   * entries up to some place and for none behind it.
   */
  private static @Nullable HistoryPlace newest(
      Found found, HistoryPlace last, Predicate<HistoryEntry> isEarly) {
    HistoryPlace oldest = found.replay.oldest(last.life());
    HistoryPlace best = null;
    long low = oldest == null ? last.number() + 1 : oldest.number();
    long high = last.number();
    while (low <= high) {
      long middle = (low + high) >>> 1;
      HistoryPlace place = found.replay.atOrBefore(last.at(middle));
      HistoryEntry entry = place == null ? null : found.replay.entry(place);
      if (entry == null || !isEarly.test(entry)) {
        high = (place == null ? middle : Math.min(middle, place.number())) - 1;
      } else {
        best = place;
        low = middle + 1;
      }
    }
    return best;
  }

  private long version(HistoryEntry entry) {
    AuditEntry audit = readers.audit(entry.framed().get());
    return audit == null ? Long.MAX_VALUE : audit.getVersion();
  }

  private @Nullable AuditView fitting(
      HistoryPlace place, HistoryEntry entry, Predicate<AuditView> filter) {
    AuditEntry audit = readers.audit(entry.framed().get());
    if (audit == null) {
      return null;
    }
    AuditView view = RecordViews.audit(audit, place, entry);
    return filter.test(view) ? view : null;
  }

  private <T extends @Nullable Object> T read(Function<ViewStores, T> read) {
    if (!isKept) {
      throw new NotKeptException("This centre keeps no history (central.history)");
    }
    return reads.read(read);
  }

  private static Scan scan(int partition, PageRequest request) {
    return Scan.index(ViewNames.HISTORY, partition, Scan.Range.of(null, null), request.first());
  }

  private String topic() {
    return readers.topics().audit();
  }
}
