package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads entities for one root field, each at most once. Used by one thread. */
final class LocalReader {

  private final LocalNode node;
  private final Map<EntityKey, Optional<LocalEntity>> known = new HashMap<>();

  LocalReader(LocalNode node) {
    this.node = node;
  }

  /** The entity, or none if it is not here. */
  @Nullable LocalEntity entity(EntityKey key) {
    return known.computeIfAbsent(key, missing -> node.entity(missing).map(this::of)).orElse(null);
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
    StockId stock = StockId.of(view.key());
    return new LocalEntity(view, stock == null ? view.values() : stock.into(view.values()), this);
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
