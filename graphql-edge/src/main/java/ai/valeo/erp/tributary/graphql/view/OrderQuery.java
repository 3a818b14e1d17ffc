package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import org.jspecify.annotations.Nullable;

/**
 * Which orders.
 *
 * @param customerId only of this customer
 * @param status only those that stand there
 * @param fromMs only of this time or later, milliseconds since 1970 UTC
 * @param beforeMs only before this time, milliseconds since 1970 UTC
 */
public record OrderQuery(
    @Nullable String customerId, @Nullable String status, long fromMs, long beforeMs) {

  /** Every order. */
  public static final OrderQuery ALL = new OrderQuery(null, null, Long.MIN_VALUE, Long.MAX_VALUE);

  boolean fits(EntityRow row) {
    long dateMs = EntityIndex.orderDate(row);
    return (customerId == null || customerId.equals(EntityIndex.text(row, "customerId")))
        && (status == null || status.equals(EntityIndex.text(row, "status")))
        && dateMs >= fromMs
        && dateMs < beforeMs;
  }
}
