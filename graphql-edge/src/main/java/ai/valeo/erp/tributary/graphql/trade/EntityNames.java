package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;

/** The entity types that have fields of their own in the schema. */
public final class EntityNames {

  public static final String STOCK = "InventoryItem";
  public static final String PRODUCT = "Product";
  public static final String CATEGORY = "ProductCategory";
  public static final String CUSTOMER = "Customer";
  public static final String ORDER = "Order";

  private EntityNames() {}

  /** Stock of a product in a warehouse. */
  public static EntityKey stock(String productId, String warehouseId) {
    return new EntityKey(STOCK, productId + '@' + warehouseId);
  }
}
