package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entities of any type. */
final class EntityFields {

  private final Views views;

  EntityFields(Views views) {
    this.views = views;
  }

  /** An entity and its type. */
  record Typed(EntityType type, EntityRow row) {}

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query.fetch("entity", this::entity);
    Fields.<Typed>of("Entity")
        .add("type", entity -> entity.type.name())
        .add("id", entity -> entity.row.id())
        .add("version", entity -> entity.row.version())
        .add("attributes", entity -> JsonValues.attributes(entity.type, entity.row))
        .add("stamp", Typed::row)
        .into(wiring);
    Fields.<EntityRow>of("EntityStamp")
        .add("version", EntityRow::version)
        .add("changedAt", row -> Instant.ofEpochMilli(row.hlc().wallMs()))
        .add("counter", row -> row.hlc().counter())
        .add("mutationId", EntityRow::mutationId)
        .add("mutation", row -> views.outcomes().outcome(row.mutationId()))
        .into(wiring);
  }

  /** The entity of a key of two fields; none if there is no such type either. */
  @Nullable Object find(Map<String, String> key) {
    EntityType type = views.types().type(key.getOrDefault("type", ""));
    if (type == null) {
      return null;
    }
    EntityRow row = views.entities().entity(type, key.getOrDefault("id", ""));
    return row == null ? null : new Typed(type, row);
  }

  private @Nullable Typed entity(DataFetchingEnvironment field) {
    String name = Arguments.id(field, "type");
    EntityType type = views.types().type(name);
    if (type == null) {
      throw new UserInputException(
          "type: "
              + name
              + " (expected: one of "
              + String.join(", ", views.types().all().stream().map(EntityType::name).toList())
              + ")");
    }
    EntityRow row = views.entities().entity(type, Arguments.id(field, "id"));
    return row == null ? null : new Typed(type, row);
  }
}
