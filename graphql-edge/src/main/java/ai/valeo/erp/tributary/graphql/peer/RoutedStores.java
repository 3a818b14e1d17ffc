package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.Awaited;
import ai.valeo.erp.tributary.graphql.view.Scan;
import ai.valeo.erp.tributary.graphql.view.Scans;
import ai.valeo.erp.tributary.graphql.view.ViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewsMovingException;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.jspecify.annotations.Nullable;

/**
 * The stores as one read sees them: each partition has one source, here or at another instance, for
 * as long as the read lasts. One thread.
 */
final class RoutedStores implements ViewStores {

  private static final int FIRST_ENTRIES = 8;

  private final RoutedReads.Parts parts;
  private final Table table;
  private final Set<Source> lost;
  private final Round round;

  /**
   * For one read.
   *
   * @param lost sources that could not be read before
   */
  RoutedStores(RoutedReads.Parts parts, Table table, Set<Source> lost) {
    this.parts = parts;
    this.table = table;
    this.lost = lost;
    this.round = new Round(parts.peers());
  }

  @Override
  public int partitions(String topic) {
    return parts.own().partitions(topic);
  }

  @Override
  public <S> S store(String name, QueryableStoreType<S> type, int partition) {
    throw new UnsupportedOperationException("store: may be elsewhere");
  }

  @Override
  public Awaited text(String store, int partition, String key) {
    Source source = source(store, partition);
    return source.isHere()
        ? here(source, stores -> stores.text(store, partition, key).get(), store)
        : there(source, Ask.Kind.TEXT, store, Scans.utf8(key));
  }

  @Override
  public Awaited indexed(String store, int partition, Bytes key) {
    Source source = source(store, partition);
    return source.isHere()
        ? here(source, stores -> stores.indexed(store, partition, key).get(), store)
        : there(source, Ask.Kind.INDEXED, store, key);
  }

  @Override
  public Awaited newest(String store, int partition, String key) {
    Source source = source(store, partition);
    return source.isHere()
        ? here(source, stores -> stores.newest(store, partition, key).get(), store)
        : there(source, Ask.Kind.NEWEST, store, Scans.utf8(key));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> scan(Scan scan) {
    Source source = source(scan.store(), scan.partition());
    if (source.isHere()) {
      if (source.isStandby() && scan.join() != null) {
        throw new LostException(Set.of(source));
      }
      return counted(source, guarded(source, () -> stores(source, scan.store()).scan(scan)));
    }
    return new RemoteScan(round, source, scan, firstEntries(scan));
  }

  /** A partition holds about its share of what will be read. */
  private int firstEntries(Scan scan) {
    int share = 2 * scan.hint() / Math.max(1, table.others().size() + 1);
    return Math.min(Math.max(FIRST_ENTRIES, share), scan.hint() + 2);
  }

  private interface Local {
    byte @Nullable [] read(ViewStores stores);
  }

  private Awaited here(Source source, Local read, String store) {
    return () -> counted(source, guarded(source, () -> read.read(stores(source, store))));
  }

  private Awaited there(Source source, Ask.Kind kind, String store, Bytes key) {
    return round.ask(source, new Ask.One(kind, store, source.partition(), key));
  }

  private ViewStores stores(Source source, String store) {
    if (!source.isStandby()) {
      return parts.own();
    }
    if (!parts.standbys().isFresh(store, source.partition())) {
      throw new LostException(Set.of(source));
    }
    return parts.standbys().stores();
  }

  private <T extends @Nullable Object> T counted(Source source, T read) {
    if (source.isStandby()) {
      parts.metrics().readStandby();
    }
    return read;
  }

  private static <T extends @Nullable Object> T guarded(Source source, Supplier<T> read) {
    try {
      return read.get();
    } catch (ViewsUnavailableException | InvalidStateStoreException e) {
      throw new LostException(Set.of(source));
    }
  }

  private Source source(String store, int partition) {
    String topic = parts.topics().get(store);
    if (topic == null) {
      throw new IllegalArgumentException("store: " + store + " is none of the views'");
    }
    List<Source> sources = table.sources(topic, partition);
    for (Source source : sources) {
      if (!lost.contains(source)) {
        return source;
      }
    }
    throw new ViewsMovingException("Part of the views is moving between instances; ask again");
  }
}
