package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;

/** The entity types that have fields of their own in the schema. */
final class EntityNames {

  static final String STOCK = "InventoryItem";
  static final String PRODUCT = "Product";
  static final String CATEGORY = "ProductCategory";
  static final String CUSTOMER = "Customer";
  static final String ORDER = "Order";

  private EntityNames() {}

  /** Stock of a product in a warehouse. */
  static EntityKey stock(String productId, String warehouseId) {
    return new EntityKey(STOCK, productId + '@' + warehouseId);
  }
}
