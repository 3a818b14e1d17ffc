package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.search.ListQuery;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads entities for one root field, each at most once; when one is asked for that others of its
 * type stand beside, all of them are read together. Used by one thread.
 */
final class LocalReader {

  /** Attributes that name an entity of another type. */
  private static final Map<String, String> LINKS =
      Map.of(
          "productId", EntityNames.PRODUCT,
          "categoryId", EntityNames.CATEGORY,
          "customerId", EntityNames.CUSTOMER);

  private final LocalNode node;
  private final Map<EntityKey, Optional<LocalEntity>> known = new HashMap<>();
  private final Map<String, Set<EntityKey>> linked = new HashMap<>(); // by type

  LocalReader(LocalNode node) {
    this.node = node;
  }

  /** The entity, or none if it is not here. */
  @Nullable LocalEntity entity(EntityKey key) {
    if (!known.containsKey(key)) {
      Set<EntityKey> beside = linked.remove(key.entityType());
      Set<EntityKey> wanted = beside == null ? new HashSet<>() : beside;
      wanted.add(key);
      ahead(wanted);
    }
    return known.getOrDefault(key, Optional.empty()).orElse(null);
  }

  /** Those of these entities that are here, in the order given; read together. */
  List<LocalEntity> entities(Collection<EntityKey> keys) {
    ahead(keys);
    return keys.stream().map(this::entity).filter(Objects::nonNull).toList();
  }

  private void ahead(Collection<EntityKey> keys) {
    List<EntityKey> missing =
        keys.stream().filter(key -> !known.containsKey(key)).distinct().toList();
    Map<EntityKey, EntityView> views = node.entities(missing);
    for (EntityKey key : missing) {
      known.put(key, Optional.ofNullable(views.get(key)).map(this::of));
    }
  }

  /** A page of a list; nothing while there is no such list. */
  Optional<List<LocalEntity>> listed(ListQuery query) {
    return node.listed(query).map(this::of);
  }

  /** The entities of a query. */
  List<LocalEntity> entities(EntityQuery query) {
    return of(node.entities(query));
  }

  /** Entities somebody else has read. */
  List<LocalEntity> of(List<EntityView> views) {
    return views.stream().map(this::of).toList();
  }

  /** An entity somebody else has read. */
  LocalEntity of(EntityView view) {
    noteLinks(view.values());
    Rows.elements(view.values(), "items").forEach(line -> noteLinks(Rows.fields(line)));
    StockId stock = StockId.of(view.key());
    return new LocalEntity(view, stock == null ? view.values() : stock.into(view.values()), this);
  }

  private void noteLinks(SortedMap<String, Value> values) {
    LINKS.forEach((attribute, type) -> {
      String id = Rows.text(values, attribute);
      if (id != null) {
        linked.computeIfAbsent(type, none -> new HashSet<>()).add(new EntityKey(type, id));
      }
    });
  }

  /** Product and warehouse out of the id of a stock item, for changes of items not received yet. */
  private record StockId(String productId, String warehouseId) {

    static @Nullable StockId of(EntityKey key) {
      String id = key.entityId();
      int at = id.lastIndexOf(EntityNames.AT);
      return key.entityType().equals(EntityNames.STOCK) && at > 0
          ? new StockId(id.substring(0, at), id.substring(at + 1))
          : null;
    }

    SortedMap<String, Value> into(SortedMap<String, Value> values) {
      if (values.containsKey("productId") && values.containsKey("warehouseId")) {
        return values;
      }
      var completed = new TreeMap<String, Value>(values);
      completed.putIfAbsent("productId", Value.of(productId));
      completed.putIfAbsent("warehouseId", Value.of(warehouseId));
      return completed;
    }
  }
}
