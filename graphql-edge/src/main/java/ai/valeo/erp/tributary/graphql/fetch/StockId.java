package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.view.Content;
import org.jspecify.annotations.Nullable;

/** The identity of stock, {@code productId@warehouseId}, which deleted stock has too. */
final class StockId {

  private StockId() {}

  static @Nullable String product(Content.Entity stock) {
    int at = stock.id().lastIndexOf('@');
    return at < 0 ? null : stock.id().substring(0, at);
  }

  static @Nullable String warehouse(Content.Entity stock) {
    return warehouse(stock.id());
  }

  static @Nullable String warehouse(String id) {
    int at = id.lastIndexOf('@');
    return at < 0 ? null : id.substring(at + 1);
  }
}
