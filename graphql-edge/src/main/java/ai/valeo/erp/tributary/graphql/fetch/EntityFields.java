package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entities of any type. */
final class EntityFields {

  private final Views views;
  private final PersonalData personal;

  EntityFields(Views views) {
    this.views = views;
    this.personal = new PersonalData(views.types());
  }

  /** An entity and its type. */
  record Typed(EntityType type, EntityRow row) {}

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    List<String> types = views.types().all().stream().map(EntityType::name).sorted().toList();
    query.fetch("entity", this::entity).fetch("entityTypes", field -> types);
    Fields.<Typed>of("Entity")
        .add("type", entity -> entity.type.name())
        .add("id", entity -> entity.row.id())
        .add("version", entity -> entity.row.version())
        .addFor(
            "attributes",
            (entity, field) ->
                personal.values(field, entity.type, JsonValues.attributes(entity.type, entity.row)))
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
    EntityType type = Arguments.type(field, views.types());
    EntityRow row = row(field, type, Arguments.id(field, "id"));
    return row == null ? null : new Typed(type, row);
  }

  private @Nullable EntityRow row(DataFetchingEnvironment field, EntityType type, String id) {
    Instant asOf = field.getArgument("asOf");
    Long version = field.getArgument("version");
    if (asOf != null && version != null) {
      throw new UserInputException("asOf, version: both (expected: one at most)");
    }
    if (version != null) {
      return views.audit().atVersion(type, id, version);
    }
    return asOf == null
        ? views.entities().entity(type, id)
        : views.audit().atTime(type, id, asOf.toEpochMilli());
  }
}
