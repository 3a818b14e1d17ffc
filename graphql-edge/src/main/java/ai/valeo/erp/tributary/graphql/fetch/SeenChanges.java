package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.Change;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.view.Content;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import java.util.function.Predicate;

/**
 * Which changes somebody sees: who is bound to warehouses sees stock and orders of those only, and
 * what was answered about them. Of an order that is not at hand nobody knows whose it is, so they
 * are not told of its deletion, nor of answers to its changes.
 */
final class SeenChanges implements Predicate<Change> {

  private static final String STOCK = "InventoryItem";
  private static final String ORDER = "Order";

  private final Identity identity;

  SeenChanges(Identity identity) {
    this.identity = identity;
  }

  @Override
  public boolean test(Change change) {
    if (identity.seesAllWarehouses()) {
      return true;
    }
    return switch (change.content()) {
      case Content.Entity entity -> sees(entity);
      case Content.Answer answer ->
          sees(answer.outcome().entityType(), answer.outcome().entityId());
      case Content.Dispute dispute ->
          sees(dispute.conflict().entityType(), dispute.conflict().entityId());
      case Content.Heartbeat heartbeat -> true;
      case Content.Unreadable none -> false;
    };
  }

  private boolean sees(Content.Entity entity) {
    EntityRow row = entity.row();
    boolean isOrder = entity.type().name().equals(ORDER);
    if (isOrder && row != null) {
      return identity.seesWarehouse(Rows.text(row.attributes(), "warehouseId"));
    }
    return sees(entity.type().name(), entity.id());
  }

  private boolean sees(String type, String id) {
    return switch (type) {
      case STOCK -> identity.seesWarehouse(StockId.warehouse(id));
      case ORDER -> false;
      default -> true;
    };
  }
}
