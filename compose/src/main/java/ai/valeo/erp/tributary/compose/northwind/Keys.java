package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;

/** Entity keys of the demo ERP. */
final class Keys {
  static final String INVENTORY_ITEM = "InventoryItem";

  private Keys() {}

  static EntityKey category(String id) {
    return new EntityKey("ProductCategory", id);
  }

  static EntityKey product(String id) {
    return new EntityKey("Product", id);
  }

  static EntityKey customer(String id) {
    return new EntityKey("Customer", id);
  }

  static EntityKey order(String id) {
    return new EntityKey("Order", id);
  }

  static EntityKey stock(String productId, Office warehouse) {
    return new EntityKey(INVENTORY_ITEM, productId + "@" + warehouse.id());
  }
}
