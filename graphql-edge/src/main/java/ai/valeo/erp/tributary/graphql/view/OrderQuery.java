package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * Which orders, and in which order.
 *
 * @param customerId only of this customer
 * @param status only those that stand there
 * @param warehouseId only those this warehouse ships
 * @param total only of such a total
 * @param fromMs only of this time or later, milliseconds since 1970 UTC
 * @param beforeMs only before this time, milliseconds since 1970 UTC
 * @param sort the order
 */
public record OrderQuery(
    @Nullable String customerId,
    @Nullable String status,
    @Nullable String warehouseId,
    AmountRange total,
    long fromMs,
    long beforeMs,
    Sort sort) {

  /** Every order, the newest first. */
  public static final OrderQuery ALL = of(null, null, Long.MIN_VALUE, Long.MAX_VALUE);

  /** An order of orders. */
  public enum Sort {
    DATE_DESC,
    DATE_ASC,
    TOTAL_ASC,
    TOTAL_DESC
  }

  /** Orders of a customer, a status, a stretch of time, the newest first. */
  public static OrderQuery of(
      @Nullable String customerId, @Nullable String status, long fromMs, long beforeMs) {
    return new OrderQuery(
        customerId, status, null, AmountRange.ANY, fromMs, beforeMs, Sort.DATE_DESC);
  }

  boolean fits(EntityRow row) {
    long dateMs = EntityIndex.orderDate(row);
    return (customerId == null || customerId.equals(EntityIndex.text(row, "customerId")))
        && (status == null || status.equals(EntityIndex.text(row, "status")))
        && (warehouseId == null || warehouseId.equals(EntityIndex.text(row, "warehouseId")))
        && total.fits(EntityIndex.amount(row, "totalAmount"))
        && dateMs >= fromMs
        && dateMs < beforeMs;
  }
}
