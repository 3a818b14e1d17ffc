package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.EntityFinder;
import ai.valeo.erp.tributary.graphql.schema.Subgraph;
import ai.valeo.erp.tributary.graphql.view.Views;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The centre's entities by their keys, for gateways. */
final class CentralEntities {

  private static final String ID = "id";

  private CentralEntities() {}

  static Subgraph subgraph(Views views, TypedEntities typed, EntityFields entities) {
    return new Subgraph(
        CentralSchema.sdl(),
        Map.of(
            "Product", byId(typed::product),
            "ProductCategory", byId(typed::category),
            "InventoryItem", byId(typed::inventoryItem),
            "Order", byId(typed::order),
            "Customer", byId(typed::customer),
            "EdgeNode", byId(views.edgeNodes()::edgeNode),
            "MutationRecord", byId(views.outcomes()::outcome),
            "Conflict", byId(views.conflicts()::conflict),
            "Entity", (keys, field) -> keys.stream().map(entities::find).toList()));
  }

  private static EntityFinder byId(Function<String, ? extends @Nullable Object> read) {
    return (keys, field) ->
        keys.stream().map(key -> read.apply(Objects.requireNonNull(key.get(ID)))).toList();
  }
}
