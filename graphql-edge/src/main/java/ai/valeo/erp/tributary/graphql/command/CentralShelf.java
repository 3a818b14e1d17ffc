package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.trade.Shelf;
import ai.valeo.erp.tributary.graphql.trade.Standing;
import ai.valeo.erp.tributary.graphql.view.EntityViews;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the centre shows: every entity, as committed.
 *
 * @param views the entities
 * @param types their types
 */
record CentralShelf(EntityViews views, EntityTypes types) implements Shelf {

  /** The entity's row, or none. */
  @Nullable EntityRow row(EntityKey key) {
    EntityType type = types.type(key.entityType());
    return type == null ? null : views.entity(type, key.entityId());
  }

  @Override
  public Optional<Standing> entity(EntityKey key) {
    EntityRow row = row(key);
    return row == null
        ? Optional.empty()
        : Optional.of(new Standing(row.attributes(), row.version()));
  }

  @Override
  public boolean keepsAll(String entityType) {
    return true;
  }

  @Override
  public String absent() {
    return " gibt es nicht";
  }
}
