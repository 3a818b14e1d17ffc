package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Overlay;
import ai.valeo.erp.tributary.edge.core.SyncState;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** The entities a query asks for. */
  public List<EntityView> entities(EntityQuery query) {
    EntityType type = types.apply(query.entityType());
    return type == null ? List.of() : store.read(tables -> find(type, query, tables));
  }

  private static List<EntityView> find(EntityType type, EntityQuery query, Tables tables) {
    var found = new ArrayList<EntityView>();
    String after = query.afterId();
    while (true) {
      List<EntityKey> keys = tables.keys(type.name(), query.idPrefix(), after, PAGE);
      for (EntityKey key : keys) {
        EntityView view = view(type, key, tables);
        if (view != null && query.where().test(view)) {
          found.add(view);
          if (found.size() == query.limit()) {
            return found;
          }
        }
      }
      if (keys.size() < PAGE) {
        return found;
      }
      after = keys.getLast().entityId();
    }
  }

  private static @Nullable EntityView view(EntityType type, EntityKey key, Tables tables) {
    Base base = tables.bases().get(key);
    List<CapturedMutation> pending = tables.outbox().overlay(key);
    SortedMap<String, Value> values =
        Overlay.apply(type, base, pending.stream().map(CapturedMutation::draft).toList());
    return values == null
        ? null
        : new EntityView(
            key,
            values,
            base == null ? 0 : base.version(),
            pending.size(),
            changedAtMs(base, pending),
            state(key, !pending.isEmpty(), tables));
  }

  private static long changedAtMs(@Nullable Base base, List<CapturedMutation> pending) {
    if (!pending.isEmpty()) {
      return pending.getLast().hlc().wallMs();
    }
    return base == null ? 0 : base.hlc().wallMs();
  }

  private static SyncState state(EntityKey key, boolean pending, Tables tables) {
    if (tables.attention().contains(key, MutationState.CONFLICT)) {
      return SyncState.CONFLICT;
    }
    if (tables.attention().contains(key, MutationState.FAILED)) {
      return SyncState.ERROR;
    }
    return pending ? SyncState.PENDING : SyncState.SYNCED;
  }
}
