package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * Which stock, and in which order.
 *
 * @param productId only of this product
 * @param warehouseId only in this warehouse
 * @param isLow only, or only not, where more should be ordered; null = any
 * @param leastPieces only with so many pieces or more
 * @param mostPieces only with so many pieces or less
 * @param sort the order
 */
public record StockQuery(
    @Nullable String productId,
    @Nullable String warehouseId,
    @Nullable Boolean isLow,
    long leastPieces,
    long mostPieces,
    Sort sort) {

  /** An order of stock. */
  public enum Sort {
    /** By id, which is by product and then warehouse. */
    ID,
    QUANTITY_ASC,
    QUANTITY_DESC
  }

  /** All stock of a product, in a warehouse, or both, by id. */
  public static StockQuery of(@Nullable String productId, @Nullable String warehouseId) {
    return new StockQuery(productId, warehouseId, null, Long.MIN_VALUE, Long.MAX_VALUE, Sort.ID);
  }

  boolean fits(EntityRow row) {
    long pieces = EntityIndex.whole(row, "quantity");
    return (productId == null || productId.equals(EntityIndex.text(row, "productId")))
        && (warehouseId == null || warehouseId.equals(EntityIndex.text(row, "warehouseId")))
        && (isLow == null || isLow == EntityIndex.isLow(row))
        && pieces >= leastPieces
        && pieces <= mostPieces;
  }
}
