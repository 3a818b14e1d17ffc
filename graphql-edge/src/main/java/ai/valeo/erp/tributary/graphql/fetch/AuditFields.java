package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.AuditQuery;
import ai.valeo.erp.tributary.graphql.view.AuditView;
import ai.valeo.erp.tributary.graphql.view.ChainView;
import ai.valeo.erp.tributary.graphql.view.ChangedView;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.graphql.view.WhyView;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The audit trail: of one entity, of all, and why a value is what it is. */
final class AuditFields {

  private final Views views;
  private final PersonalData personal;

  AuditFields(Views views) {
    this.views = views;
    this.personal = new PersonalData(views.types());
  }

  /**
   * A page of entries.
   *
   * @param entity the entity, if they are of one
   */
  private record Trail(Page<AuditView> page, @Nullable EntityKey entity) {}

  /** An entity's chain; who may not see the entity does not see how often it changed. */
  record Chain(EntityKey entity, ChainView view) {}

  private @Nullable Chain chain(EntityKey entity) {
    ChainView view = views.audit().chain(entity);
    return view == null ? null : new Chain(entity, view);
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("history", this::history)
        .fetch("auditTrail", this::trail)
        .fetch("whyIs", this::why);
    Fields.<Trail>of("AuditConnection")
        .add("nodes", trail -> trail.page.nodes())
        .add("pageInfo", Trail::page)
        .add("chain", trail -> trail.entity == null ? null : chain(trail.entity))
        .into(wiring);
    Fields.<Chain>of("AuditChain")
        .add("verified", chain -> chain.view.isVerified())
        .add("entries", chain -> chain.view.entries())
        .add("oldestKept", chain -> chain.view.oldestKept())
        .add("brokenAt", chain -> chain.view.brokenAt() == 0 ? null : chain.view.brokenAt())
        .add("hash", chain -> chain.view.hash())
        .into(wiring);
    entry(wiring);
    changed(wiring);
    why(wiring);
  }

  private static void entry(RuntimeWiring.Builder wiring) {
    Fields.<AuditView>of("AuditEntry")
        .add("id", AuditFields::id)
        .add("entityType", AuditView::entityType)
        .add("entityId", AuditView::entityId)
        .add("number", entry -> entry.link().number())
        .add("life", entry -> entry.link().life())
        .add("timestamp", entry -> Instant.ofEpochMilli(entry.atMs()))
        .add("actor", entry -> entry.by().actor())
        .add("secondActor", entry -> entry.by().secondActor())
        .add("userReason", entry -> entry.by().reason())
        .add("edgeNodeId", AuditView::edgeNodeId)
        .add("mutationId", AuditView::mutationId)
        .add("conflictId", AuditView::conflictId)
        .add("action", AuditView::operation)
        .add("status", AuditView::state)
        .add("reason", AuditView::reason)
        .add("version", AuditView::version)
        .add("changes", AuditView::changes)
        .add("batchId", AuditView::batch)
        .add("policyVersion", AuditView::policyVersion)
        .add("previousHash", entry -> entry.link().previousHash())
        .add("hash", entry -> entry.link().hash())
        .add("verified", entry -> entry.link().isVerified())
        .into(wiring);
  }

  private static String id(AuditView entry) {
    return new EntityKey(entry.entityType(), entry.entityId())
        + "#"
        + (entry.link().life() + "." + entry.link().number());
  }

  private void changed(RuntimeWiring.Builder wiring) {
    Fields.<ChangedView>of("AuditedChange")
        .add("attribute", ChangedView::attribute)
        .addFor(
            "before",
            (change, field) ->
                personal.value(field, change.entityType(), change.attribute(), change.before()))
        .addFor(
            "after",
            (change, field) ->
                personal.value(field, change.entityType(), change.attribute(), change.after()))
        .add("decision", ChangedView::decision)
        .into(wiring);
  }

  private void why(RuntimeWiring.Builder wiring) {
    Fields.<WhyView>of("Why")
        .add("attribute", WhyView::attribute)
        .addFor(
            "value",
            (why, field) -> personal.value(field, why.entityType(), why.attribute(), why.value()))
        .add("decidedBy", why -> why.parts().isEmpty() ? null : why.parts().get(0))
        .add("parts", WhyView::parts)
        .add("losers", WhyView::losers)
        .add("complete", WhyView::isComplete)
        .into(wiring);
    Fields.<WhyView.Loser>of("Loser")
        .addFor(
            "value",
            (loser, field) ->
                personal.value(field, loser.entityType(), loser.attribute(), loser.value()))
        .add("edgeNodeId", WhyView.Loser::edgeNodeId)
        .add("mutationId", WhyView.Loser::mutationId)
        .add("mutation", loser -> views.outcomes().outcome(loser.mutationId()))
        .add("timestamp", loser -> Instant.ofEpochMilli(loser.atMs()))
        .add("decision", WhyView.Loser::decision)
        .into(wiring);
  }

  private Trail history(DataFetchingEnvironment field) {
    EntityKey entity = entity(Arguments.id(field, "type"), Arguments.id(field, "id"));
    return new Trail(views.audit().ofEntity(entity, AuditQuery.ALL, Arguments.page(field)), entity);
  }

  private Trail trail(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    String type = Arguments.text(filter, "entityType");
    String id = Arguments.text(filter, "entityId");
    AuditQuery query =
        new AuditQuery(
            Arguments.text(filter, "edgeNodeId"),
            Arguments.text(filter, "actor"),
            type,
            Arguments.timeMs(filter, "fromDate", AuditQuery.ALL.fromMs()),
            Arguments.timeMs(filter, "toDate", AuditQuery.ALL.beforeMs()));
    if (id == null) {
      return new Trail(views.audit().byTime(query, Arguments.page(field)), null);
    }
    if (type == null) {
      throw new UserInputException("filter.entityId: given without entityType");
    }
    EntityKey entity = entity(type, id);
    return new Trail(views.audit().ofEntity(entity, query, Arguments.page(field)), entity);
  }

  private @Nullable WhyView why(DataFetchingEnvironment field) {
    EntityType type = Arguments.type(field, views.types());
    String attribute = Arguments.id(field, "attribute");
    if (type.attribute(attribute) == null) {
      throw new UserInputException(
          "attribute: " + attribute + " (expected: one of " + type.byName().keySet() + ")");
    }
    EntityRow row = views.entities().entity(type, Arguments.id(field, "id"));
    return row == null ? null : views.audit().why(type, row, attribute);
  }

  private EntityKey entity(String type, String id) {
    return new EntityKey(Arguments.known(type, views.types()).name(), id);
  }
}
