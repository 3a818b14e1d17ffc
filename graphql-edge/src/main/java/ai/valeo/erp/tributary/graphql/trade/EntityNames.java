package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.graphql.fetch.Arguments;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import graphql.schema.DataFetchingEnvironment;

/** The entity types that have fields of their own in the schema. */
public final class EntityNames {

  public static final String STOCK = "InventoryItem";
  public static final String PRODUCT = "Product";
  public static final String CATEGORY = "ProductCategory";
  public static final String CUSTOMER = "Customer";
  public static final String ORDER = "Order";

  /** Stands between product and warehouse in the id of a stock item, and in no warehouse's id. */
  public static final char AT = '@';

  private EntityNames() {}

  /** Stock of a product in a warehouse. */
  public static EntityKey stock(String productId, String warehouseId) {
    return new EntityKey(STOCK, productId + AT + warehouseId);
  }

  /** Whether an entity is stock in a warehouse, as its id says. */
  public static boolean isStockOf(String warehouseId, EntityKey key) {
    return key.entityType().equals(STOCK) && key.entityId().endsWith(AT + warehouseId);
  }

  /**
   * The warehouse that the argument {@code warehouseId} names.
   *
   * @throws UserInputException if none can have that id
   */
  public static String warehouse(DataFetchingEnvironment field) {
    String id = Arguments.id(field, "warehouseId");
    if (id.indexOf(AT) >= 0) {
      throw new UserInputException("warehouseId: contains @ (expected: an id without it)");
    }
    return id;
  }
}
