package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.Change;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.view.Content;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which changes somebody sees: who is bound to warehouses sees what belongs to those only, and what
 * was answered about stock there. Of an order that is not at hand nobody knows whose it is, so they
 * are not told of its deletion, nor of answers to its changes.
 */
final class SeenChanges implements Predicate<Change> {

  private static final String STOCK = "InventoryItem";

  private final Identity identity;
  private final EntityTypes types;

  SeenChanges(Identity identity, EntityTypes types) {
    this.identity = identity;
    this.types = types;
  }

  @Override
  public boolean test(Change change) {
    return identity.seesAllWarehouses() || sees(change.content());
  }

  /** Whether somebody who is bound to warehouses sees it. */
  boolean sees(Content content) {
    return switch (content) {
      case Content.Entity entity -> sees(entity);
      case Content.Answer answer ->
          sees(types.type(answer.outcome().entityType()), answer.outcome().entityId());
      case Content.Dispute dispute ->
          sees(types.type(dispute.conflict().entityType()), dispute.conflict().entityId());
      case Content.Heartbeat heartbeat -> true;
      case Content.Unreadable none -> false;
    };
  }

  private boolean sees(Content.Entity entity) {
    EntityRow row = entity.row();
    return row == null
        ? sees(entity.type(), entity.id())
        : !WarehouseRule.hides(identity, entity.type(), row.attributes());
  }

  /** What belongs to a warehouse and is not at hand is seen where its identity tells which. */
  private boolean sees(@Nullable EntityType type, String id) {
    if (type == null) {
      return false;
    }
    return type.name().equals(STOCK)
        ? identity.seesWarehouse(StockId.warehouse(id))
        : !WarehouseRule.isBound(type);
  }
}
