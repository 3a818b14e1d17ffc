package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Overlay;
import ai.valeo.erp.tributary.edge.core.SyncState;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.KeyList;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entities as the app sees them: what the centre has sent, and the node's own open changes on top.
 *
 * <p>Threading: any thread; each answer comes from one consistent state.
 */
public final class Views {

  private static final int PAGE = 500;
  private static final int SMALLEST_PAGE = 16;

  private final EdgeStore store;
  private final Function<String, @Nullable EntityType> types;

  public Views(EdgeStore store, Function<String, @Nullable EntityType> types) {
    this.store = store;
    this.types = types;
  }

  /** One entity; empty if it does not exist as far as this node knows. */
  public Optional<EntityView> entity(EntityKey key) {
    EntityType type = types.apply(key.entityType());
    return type == null
        ? Optional.empty()
        : store.read(tables -> Optional.ofNullable(view(type, key, tables)));
  }

  /** The same within a transaction, or none. */
  public @Nullable EntityView in(Tables tables, EntityKey key) {
    EntityType type = types.apply(key.entityType());
    return type == null ? null : view(type, key, tables);
  }

  /** Those of these entities that exist as far as this node knows, in the order given. */
  public Map<EntityKey, EntityView> entities(Collection<EntityKey> keys) {
    return keys.isEmpty() ? Map.of() : store.read(tables -> in(tables, keys));
  }

  /** The same within a transaction. */
  public Map<EntityKey, EntityView> in(Tables tables, Collection<EntityKey> keys) {
    Page page = Page.of(KeyList.of(keys), tables);
    var views = new LinkedHashMap<EntityKey, EntityView>();
    for (EntityKey key : keys) {
      EntityType type = types.apply(key.entityType());
      EntityView view = type == null ? null : page.view(type, key);
      if (view != null) {
        views.put(key, view);
      }
    }
    return views;
  }

  /** The entities a query asks for. */
  public List<EntityView> entities(EntityQuery query) {
    EntityType type = types.apply(query.entityType());
    return type == null ? List.of() : store.read(tables -> find(type, query, tables));
  }

  private static List<EntityView> find(EntityType type, EntityQuery query, Tables tables) {
    var found = new ArrayList<EntityView>();
    String after = query.afterId();
    int size = Math.clamp(query.limit(), SMALLEST_PAGE, PAGE);
    while (true) {
      List<EntityKey> keys = tables.keys(type.name(), query.idPrefix(), after, size);
      if (keys.isEmpty()) {
        return found;
      }
      Page page = Page.of(keys, tables);
      for (EntityKey key : keys) {
        EntityView view = page.view(type, key);
        if (view != null && query.where().test(view)) {
          found.add(view);
          if (found.size() == query.limit()) {
            return found;
          }
        }
      }
      if (keys.size() < size) {
        return found;
      }
      after = keys.getLast().entityId();
      size = PAGE;
    }
  }

  /** What the tables hold of entities, asked for at once. */
  private record Page(
      Map<EntityKey, Base> bases,
      Map<EntityKey, List<CapturedMutation>> overlays,
      Map<EntityKey, Set<MutationState>> attention) {

    static Page of(List<EntityKey> keys, Tables tables) {
      EntityKey first = keys.getFirst();
      EntityKey last = keys.getLast();
      return new Page(
          tables.bases().between(first, last),
          tables.outbox().overlays(first, last),
          tables.attention().states(first, last));
    }

    static Page of(KeyList keys, Tables tables) {
      return new Page(
          tables.bases().all(keys),
          tables.outbox().overlays(keys),
          tables.attention().states(keys));
    }

    @Nullable EntityView view(EntityType type, EntityKey key) {
      return Views.view(
          type,
          key,
          new Held(
              bases.get(key),
              overlays.getOrDefault(key, List.of()),
              attention.getOrDefault(key, Set.of())));
    }
  }

  /** What the tables hold of one entity. */
  private record Held(
      @Nullable Base base, List<CapturedMutation> pending, Set<MutationState> attention) {}

  private static @Nullable EntityView view(EntityType type, EntityKey key, Tables tables) {
    Set<MutationState> attention = tables.attention().states(key, key).getOrDefault(key, Set.of());
    return view(
        type, key, new Held(tables.bases().get(key), tables.outbox().overlay(key), attention));
  }

  private static @Nullable EntityView view(EntityType type, EntityKey key, Held held) {
    Base base = held.base;
    SortedMap<String, Value> values =
        Overlay.apply(type, base, held.pending.stream().map(CapturedMutation::draft).toList());
    return values == null
        ? null
        : new EntityView(
            key,
            values,
            base == null ? 0 : base.version(),
            held.pending.size(),
            changedAtMs(base, held.pending),
            state(held));
  }

  private static long changedAtMs(@Nullable Base base, List<CapturedMutation> pending) {
    if (!pending.isEmpty()) {
      return pending.getLast().hlc().wallMs();
    }
    return base == null ? 0 : base.hlc().wallMs();
  }

  private static SyncState state(Held held) {
    if (held.attention.contains(MutationState.CONFLICT)) {
      return SyncState.CONFLICT;
    }
    if (held.attention.contains(MutationState.FAILED)) {
      return SyncState.ERROR;
    }
    return held.pending.isEmpty() ? SyncState.SYNCED : SyncState.PENDING;
  }
}
