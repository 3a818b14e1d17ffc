package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.trade.EntityNames;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import org.jspecify.annotations.Nullable;

/** Who may change what belongs to a warehouse. */
final class Warehouses {

  private Warehouses() {}

  /**
   * Why somebody may not change an entity, or nothing. What is not there yet and belongs to no
   * warehouse by its id, everybody may make.
   */
  static @Nullable UserError forbidden(Identity who, EntityKey key, CentralShelf shelf) {
    if (who.seesAllWarehouses() || sees(who, key, shelf)) {
      return null;
    }
    return UserError.general(Code.FORBIDDEN, "Kein Recht an diesem Lager");
  }

  private static boolean sees(Identity who, EntityKey key, CentralShelf shelf) {
    if (key.entityType().equals(EntityNames.STOCK)) {
      String id = key.entityId();
      return who.seesWarehouse(id.substring(id.lastIndexOf('@') + 1));
    }
    if (!key.entityType().equals(EntityNames.ORDER)) {
      return true;
    }
    EntityRow order = shelf.row(key);
    return order == null || who.seesWarehouse(Rows.text(order.attributes(), "warehouseId"));
  }
}
