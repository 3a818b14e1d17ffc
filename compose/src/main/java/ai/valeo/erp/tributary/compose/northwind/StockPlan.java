package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Opening stock and goods receipts. Each month a warehouse is sent what it will lack; now and then
 * only half of it comes, so that some sales must be refused.
 *
 * <p>Threading: one thread; months in order.
 */
final class StockPlan {
  private static final int SHORT_DELIVERY_EVERY = 9;
  private static final int CARTON = 10;

  private final Northwind tables;
  private final Map<EntityKey, Integer> projected = new HashMap<>();

  StockPlan(Northwind tables) {
    this.tables = tables;
  }

  /** The products' stock, split evenly over the warehouses; what does not divide goes round. */
  List<PlannedMutation> opening(Office warehouse) {
    int place = tables.offices().indexOf(warehouse);
    List<PlannedMutation> plan = new ArrayList<>();
    for (Northwind.Product product : tables.products()) {
      int share = share(product, place);
      EntityKey item = Keys.stock(product.id(), warehouse);
      projected.put(item, share);
      plan.add(
          PlannedMutation.create(
              "opening-" + item.entityId(),
              item,
              List.of(
                  Change.set("productId", Value.of(product.id())),
                  Change.set("warehouseId", Value.of(warehouse.id())),
                  Change.set("quantity", Value.of(share)),
                  Change.set("reorderLevel", Value.of(product.reorderLevel())))));
    }
    return plan;
  }

  private int share(Northwind.Product product, int place) {
    int warehouses = tables.offices().size();
    int rest = product.unitsInStock() % warehouses;
    int turn = Math.floorMod(place - Integer.parseInt(product.id()), warehouses);
    return product.unitsInStock() / warehouses + (turn < rest ? 1 : 0);
  }

  /**
   * What a month's sales take from each warehouse and what is delivered before them.
   *
   * @param sales pieces by stock item
   * @return the receipts by warehouse
   */
  Map<String, List<PlannedMutation>> receipts(YearMonth month, Map<EntityKey, Integer> sales) {
    SortedMap<EntityKey, Integer> ordered = new TreeMap<>(sales);
    Map<String, List<PlannedMutation>> plan = new HashMap<>();
    ordered.forEach((item, sold) -> {
      int present = projected.getOrDefault(item, 0);
      int delivered = delivery(item, month, sold - present);
      projected.put(item, Math.max(0, present + delivered - sold));
      if (delivered > 0) {
        String warehouse = item.entityId().substring(item.entityId().indexOf('@') + 1);
        plan.computeIfAbsent(warehouse, name -> new ArrayList<>())
            .add(
                PlannedMutation.update(
                    "receipt-" + month + "-" + item.entityId(),
                    item,
                    Change.add("quantity", delivered)));
      }
    });
    return plan;
  }

  private static int delivery(EntityKey item, YearMonth month, int lacking) {
    if (lacking <= 0) {
      return 0;
    }
    boolean isShort =
        Math.floorMod(item.entityId().hashCode() + month.getMonthValue(), SHORT_DELIVERY_EVERY)
            == 0;
    int cartons = (lacking + CARTON - 1) / CARTON;
    return isShort ? lacking / 2 : cartons * CARTON;
  }
}
