package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index: entities of one type in an order of their own.
 *
 * <p>Its store holds the entity's id under {@link #key}. Entries are hints: after a crash one may
 * be left that no longer fits, so a reader compares with the row. A missing one cannot be: the
 * entry of a row is written again whenever the row is.
 *
 * @param storeName name of its store
 * @param entityType type of the entities
 * @param key the whole key of a row, or none if the row is not in the index
 */
record EntityIndex(
    String storeName, String entityType, Function<EntityRow, byte @Nullable []> key) {

  static final EntityIndex PRODUCTS_BY_CATEGORY =
      new EntityIndex(
          "products-by-category",
          "Product",
          row -> {
            String category = text(row, "categoryId");
            return category == null ? null : new KeyBytes().text(category).text(row.id()).toBytes();
          });

  static final EntityIndex INVENTORY_BY_PRODUCT =
      new EntityIndex("inventory-by-product", "InventoryItem", row -> stock(row, "productId"));

  static final EntityIndex INVENTORY_BY_WAREHOUSE =
      new EntityIndex("inventory-by-warehouse", "InventoryItem", row -> stock(row, "warehouseId"));

  static final EntityIndex ORDERS_BY_DATE =
      new EntityIndex(
          "orders-by-date",
          "Order",
          row -> new KeyBytes().descending(orderDate(row)).text(row.id()).toBytes());

  static final EntityIndex ORDERS_BY_CUSTOMER =
      new EntityIndex("orders-by-customer", "Order", row -> order(row, "customerId"));

  static final EntityIndex ORDERS_BY_STATUS =
      new EntityIndex("orders-by-status", "Order", row -> order(row, "status"));

  /** Every index there is. */
  static final List<EntityIndex> ALL =
      List.of(
          PRODUCTS_BY_CATEGORY,
          INVENTORY_BY_PRODUCT,
          INVENTORY_BY_WAREHOUSE,
          ORDERS_BY_DATE,
          ORDERS_BY_CUSTOMER,
          ORDERS_BY_STATUS);

  /** Those of one entity type. */
  static List<EntityIndex> of(String entityType) {
    return ALL.stream().filter(index -> index.entityType().equals(entityType)).toList();
  }

  /** The order's date in milliseconds; an order without one counts as of 1970. */
  static long orderDate(EntityRow row) {
    return row.attributes().get("orderDate") instanceof Value.Whole(long ms) ? ms : 0;
  }

  static @Nullable String text(EntityRow row, String attribute) {
    return row.attributes().get(attribute) instanceof Value.Text(String text) ? text : null;
  }

  private static byte @Nullable [] stock(EntityRow row, String attribute) {
    String first = text(row, attribute);
    return first == null ? null : new KeyBytes().text(first).text(row.id()).toBytes();
  }

  private static byte @Nullable [] order(EntityRow row, String attribute) {
    String first = text(row, attribute);
    return first == null
        ? null
        : new KeyBytes().text(first).descending(orderDate(row)).text(row.id()).toBytes();
  }
}
