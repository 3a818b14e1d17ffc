package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
import ai.valeo.erp.tributary.edge.outbox.Views;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A node's store with its index, to which the centre sends something now and then. */
final class SearchDesk implements AutoCloseable {

  /** They rise on, also for a store that is opened again. */
  private static final AtomicLong VERSIONS = new AtomicLong();

  final EdgeStore store;
  final Views views;
  final SearchIndex index;
  private final Capture capture;
  private final Settlement settlement;

  SearchDesk(Path file, List<EntityType> searched) {
    EntityTypes types = EntityTypes.bundled();
    store = EdgeStore.open(new StoreSettings(file, new EdgeNodeId("berlin")));
    views = new Views(store, types::type);
    capture =
        new Capture(
            store,
            types::type,
            InstantSource.system(),
            () -> new MutationId(UUID.randomUUID().toString()));
    settlement = new Settlement(store, Scope.ALL, InstantSource.system());
    index = new SearchIndex(store, searched);
    index.start();
  }

  /** Somebody at the node changes something. */
  CaptureResult capture(Draft draft) {
    return capture.capture(draft);
  }

  /** The centre sends an entity. */
  void receive(EntityKey key, Map<String, Value> values) {
    receive(List.of(record(key, values)));
  }

  /** The centre tells of its end. */
  void receiveEnd(EntityKey key) {
    long version = VERSIONS.incrementAndGet();
    var hlc = new Hlc(version, 0);
    receive(List.of(new FeedItem.Received(key, Base.tombstone(version, hlc, "other"), hlc)));
  }

  /** The centre sends much at once. */
  void receive(List<FeedItem> items) {
    settlement.settle(items, Map.of());
  }

  /** What the centre would send of an entity. */
  static FeedItem record(EntityKey key, Map<String, Value> values) {
    long version = VERSIONS.incrementAndGet();
    var hlc = new Hlc(version, 0);
    return new FeedItem.Received(
        key, new Base(version, hlc, "other", false, new TreeMap<>(values)), hlc);
  }

  @Override
  public void close() {
    index.close();
    store.close();
  }
}
