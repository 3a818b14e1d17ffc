package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Overlay;
import ai.valeo.erp.tributary.edge.search.SearchFields.Fields;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Follower;
import ai.valeo.erp.tributary.edge.store.KeyList;
import ai.valeo.erp.tributary.edge.store.SearchTables;
import ai.valeo.erp.tributary.edge.store.SearchTables.Meta;
import ai.valeo.erp.tributary.edge.store.SearchWriter;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index over what the app sees. It changes in the transaction that changes the entities, so it
 * is never behind. If it is missing, damaged or made for something else it is made anew, in pieces,
 * while the node works; a kill in between goes on where it was.
 *
 * <p>Threading: following happens on the store's thread, building on one of its own.
 */
public final class SearchIndex implements Follower, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SearchIndex.class);
  private static final int PIECE = 200;

  private final EdgeStore store;
  private final SearchFields fields;
  private final String fingerprint;
  private final AtomicBoolean building = new AtomicBoolean();
  private volatile boolean closed;

  public SearchIndex(EdgeStore store, List<EntityType> types) {
    this.store = store;
    fields = SearchFields.of(types);
    fingerprint = fields.fingerprint();
  }

  /** Begins to follow, and to build what is missing. */
  public void start() {
    store.follow(this);
    if (!isWhole()) {
      build();
    }
  }

  @Override
  public void follow(Transaction transaction, Set<EntityKey> touched) {
    List<EntityKey> ours =
        touched.stream().filter(key -> fields.of(key.entityType()) != null).toList();
    Meta meta = ours.isEmpty() ? null : present(transaction);
    if (meta != null) {
      index(transaction, meta, ours);
    }
  }

  @Override
  public void giveUp(Transaction transaction, RuntimeException cause) {
    log.atWarn().setCause(cause).log("The search index is damaged and will be made anew");
    transaction.search().markStale();
    build();
  }

  /** Makes the index anew if that is what was wrong. */
  void repair(StoreException cause) {
    if (closed || cause.code() == StoreException.Code.CLOSED) {
      throw cause;
    }
    log.atWarn().setCause(cause).log("A search failed; the index is made anew");
    store.write(transaction -> {
      transaction.search().markStale();
      return true;
    });
    build();
  }

  SearchFields fields() {
    return fields;
  }

  /** What the index is, if it can be used. */
  @Nullable Meta present(Tables tables) {
    Meta meta = tables.search().meta();
    return meta != null && meta.fingerprint().equals(fingerprint) ? meta : null;
  }

  /** Stops building; what is built is kept. */
  @Override
  public void close() {
    closed = true;
  }

  private boolean isWhole() {
    try {
      return store.read(tables -> {
        Meta meta = present(tables);
        boolean isSound = meta != null && tables.searchReads(meta.generation()).isSound();
        if (meta != null && !isSound) {
          throw new StoreException(
              StoreException.Code.UNREADABLE, "the search index is damaged", null);
        }
        return meta != null && meta.builtTo() == null;
      });
    } catch (StoreException e) {
      repair(e);
      return true; // or will be
    }
  }

  private void build() {
    if (building.compareAndSet(false, true)) {
      Thread.ofPlatform().name("edge-search").daemon(true).start(this::run);
    }
  }

  private void run() {
    try {
      boolean goesOn = true;
      while (goesOn && !closed) {
        goesOn = store.write(this::buildPiece);
      }
      if (!closed) {
        store.read(this::outOfUse).forEach(this::drop);
      }
    } catch (StoreException e) {
      if (!closed && e.code() != StoreException.Code.CLOSED) {
        log.atWarn().setCause(e).log("The search index could not be made; next try at the start");
      }
    } finally {
      building.set(false);
    }
  }

  /** Makes the tables, or a piece of what is in them; false when it is whole. */
  private boolean buildPiece(Transaction transaction) {
    SearchTables tables = transaction.search();
    Meta meta = present(transaction);
    if (meta == null) {
      tables.make(fingerprint);
      return true;
    }
    if (meta.builtTo() == null) {
      return false;
    }
    List<EntityKey> keys = tables.keysToBuild(meta.builtTo(), PIECE);
    index(
        transaction,
        meta,
        keys.stream().filter(key -> fields.of(key.entityType()) != null).toList());
    tables.built(keys.size() < PIECE ? null : keys.getLast().toString());
    return true;
  }

  private List<Integer> outOfUse(Tables tables) {
    Meta meta = present(tables);
    return tables.search().generations().stream()
        .filter(generation -> meta != null && generation != meta.generation())
        .toList();
  }

  /** What is damaged may not even be dropped; then it stays, out of use. */
  private void drop(int generation) {
    var unused =
        store
            .submit(transaction -> {
              transaction.search().drop(generation);
              return true;
            })
            .exceptionally(e -> {
              log.atInfo()
                  .addKeyValue("cause", String.valueOf(e.getMessage()))
                  .log("The damaged search index cannot be dropped and stays out of use");
              return false;
            });
  }

  private void index(Transaction transaction, Meta meta, List<EntityKey> keys) {
    KeyList listed = KeyList.of(keys);
    var writer = new SearchWriter(transaction, meta.generation(), listed);
    Map<EntityKey, Base> bases = transaction.bases().all(listed);
    Map<EntityKey, List<CapturedMutation>> overlays = transaction.outbox().overlays(listed);
    for (EntityKey key : keys) {
      Fields of = fields.of(key.entityType());
      if (of != null) {
        List<Draft> pending =
            overlays.getOrDefault(key, List.of()).stream().map(CapturedMutation::draft).toList();
        index(writer, of, key, Overlay.apply(of.type(), bases.get(key), pending));
      }
    }
    writer.finish();
  }

  private static void index(
      SearchWriter writer, Fields of, EntityKey key, @Nullable SortedMap<String, Value> values) {
    if (of.isSearched()) {
      if (values == null) {
        writer.put(key, null, Map.of());
      } else {
        Documents.Made made = Documents.of(of, values);
        writer.put(key, made.document(), made.shown());
      }
    }
    if (of.isStock()) {
      writer.putStock(key, values == null ? null : Documents.stock(of, values));
    }
    writer.putPlaces(key, values == null ? Set.of() : Documents.places(of, values));
  }
}
