package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;

/** The entity types that have fields of their own in the schema. */
final class EntityNames {

  static final String STOCK = "InventoryItem";
  static final String PRODUCT = "Product";
  static final String CATEGORY = "ProductCategory";
  static final String CUSTOMER = "Customer";
  static final String ORDER = "Order";

  /** Stands between product and warehouse in the id of a stock item, and in no warehouse's id. */
  static final char AT = '@';

  private EntityNames() {}

  /** Stock of a product in a warehouse. */
  static EntityKey stock(String productId, String warehouseId) {
    return new EntityKey(STOCK, productId + AT + warehouseId);
  }

  /** Whether an entity is stock in a warehouse, as its id says. */
  static boolean isStockOf(String warehouseId, EntityKey key) {
    return key.entityType().equals(STOCK) && key.entityId().endsWith(AT + warehouseId);
  }

  /**
   * The warehouse that the argument {@code warehouseId} names.
   *
   * @throws UserInputException if none can have that id
   */
  static String warehouse(DataFetchingEnvironment field) {
    String id = Arguments.id(field, "warehouseId");
    if (id.indexOf(AT) >= 0) {
      throw new UserInputException("warehouseId: contains @ (expected: an id without it)");
    }
    return id;
  }
}
