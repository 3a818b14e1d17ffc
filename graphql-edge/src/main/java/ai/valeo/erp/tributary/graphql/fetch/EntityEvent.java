package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.Change;
import ai.valeo.erp.tributary.graphql.schema.SharedEvent;
import ai.valeo.erp.tributary.graphql.view.Content;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import graphql.schema.idl.RuntimeWiring;
import org.jspecify.annotations.Nullable;

/**
 * That an entity has changed, as one subscriber is told it.
 *
 * @param entity what it is now
 * @param position where the event stands
 */
record EntityEvent(Content.Entity entity, String position) {

  static Object of(SharedEvent event) {
    Content content = ((Change) event.subject()).content();
    if (content instanceof Content.Entity entity) {
      return new EntityEvent(entity, String.valueOf(event.position()));
    }
    throw new IllegalStateException("No entity has changed");
  }

  static void into(RuntimeWiring.Builder wiring) {
    of("EntityChange")
        .add("type", event -> event.entity.type().name())
        .add("version", event -> event.entity.version() == 0 ? null : event.entity.version())
        .add("entity", EntityEvent::source)
        .into(wiring);
    of("InventoryChange").add("item", EntityEvent::row).into(wiring);
    of("OrderChange").add("order", EntityEvent::row).into(wiring);
  }

  private static Fields<EntityEvent> of(String type) {
    return Fields.<EntityEvent>of(type)
        .add("id", event -> event.entity.id())
        .add("change", EntityEvent::kind)
        .add("position", EntityEvent::position);
  }

  private @Nullable EntityRow row() {
    return entity.row();
  }

  private EntityFields.@Nullable Typed source() {
    EntityRow row = entity.row();
    return row == null ? null : new EntityFields.Typed(entity.type(), row);
  }

  private String kind() {
    if (entity.row() == null) {
      return "DELETED";
    }
    return entity.version() == 1 ? "CREATED" : "UPDATED";
  }
}
