package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ConflictViews;
import ai.valeo.erp.tributary.graphql.view.ContenderView;
import ai.valeo.erp.tributary.graphql.view.DecisionView;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.StampView;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Answers to changes, with their decisions, and conflicts. */
final class ChangeFields {

  private static final String OTHER_STRATEGY = "OTHER";

  private final Views views;
  private final JsonValues json;

  ChangeFields(Views views) {
    this.views = views;
    this.json = new JsonValues(views.types());
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("mutation", field -> views.outcomes().outcome(Arguments.id(field, "id")))
        .fetch("mutations", this::mutations)
        .fetch("conflict", field -> views.conflicts().conflict(Arguments.id(field, "id")))
        .fetch("conflicts", this::conflicts);
    mutationRecord(wiring);
    decision(wiring);
    conflict(wiring);
    contender(wiring);
  }

  /** The schema's name of a strategy. */
  static String strategy(String name) {
    return MergePolicy.BUILT_IN.contains(name)
        ? name.toUpperCase(Locale.ROOT).replace('-', '_')
        : OTHER_STRATEGY;
  }

  private void mutationRecord(RuntimeWiring.Builder wiring) {
    Fields.<OutcomeView>of("MutationRecord")
        .add("id", OutcomeView::mutationId)
        .add("edgeNodeId", OutcomeView::edgeNodeId)
        .add("edgeNode", outcome -> views.edgeNodes().edgeNode(outcome.edgeNodeId()))
        .add("sequence", OutcomeView::sequence)
        .add("entityType", OutcomeView::entityType)
        .add("entityId", OutcomeView::entityId)
        .add("status", OutcomeView::state)
        .add("reason", OutcomeView::reason)
        .add("message", OutcomeView::message)
        .add("resultVersion", OutcomeView::version)
        .add("decisions", OutcomeView::decisions)
        .add("conflict", outcome -> views.conflicts().ofMutation(outcome.mutationId()))
        .add("batchId", OutcomeView::batch)
        .add("policyVersion", OutcomeView::policyVersion)
        .add("decidedAt", outcome -> Instant.ofEpochMilli(outcome.decidedAtMs()))
        .into(wiring);
  }

  private void decision(RuntimeWiring.Builder wiring) {
    Fields.<DecisionView>of("Decision")
        .add("attribute", DecisionView::attribute)
        .add("result", DecisionView::result)
        .add("strategy", decision -> strategy(decision.strategy()))
        .add("strategyName", DecisionView::strategy)
        .add("concurrent", DecisionView::concurrent)
        .add("against", DecisionView::against)
        .add("lost", one -> json.attribute(one.entityType(), one.attribute(), one.lost()))
        .add("note", DecisionView::note)
        .into(wiring);
    Fields.<StampView>of("Stamp")
        .add("version", StampView::version)
        .add("changedAt", stamp -> Instant.ofEpochMilli(stamp.hlc().wallMs()))
        .add("counter", stamp -> stamp.hlc().counter())
        .add("edgeNodeId", StampView::edgeNodeId)
        .add("mutationId", StampView::mutationId)
        .add("priority", StampView::priority)
        .into(wiring);
  }

  private void conflict(RuntimeWiring.Builder wiring) {
    Fields.<ConflictView>of("Conflict")
        .add("id", ConflictView::id)
        .add("entityType", ConflictView::entityType)
        .add("entityId", ConflictView::entityId)
        .add("type", ConflictView::kind)
        .add("status", ConflictView::state)
        .add("mutationId", ConflictView::mutationId)
        .add("mutation", conflict -> views.outcomes().outcome(conflict.mutationId()))
        .add("edgeNodeId", ConflictView::edgeNodeId)
        .add("contenders", ConflictView::contenders)
        .add("version", ConflictView::version)
        .add("detectedAt", conflict -> Instant.ofEpochMilli(conflict.detectedAtMs()))
        .add("resolvedBy", ConflictView::resolvedBy)
        .add("reason", ConflictView::reason)
        .add("batchId", ConflictView::batch)
        .add("policyVersion", ConflictView::policyVersion)
        .into(wiring);
  }

  private void contender(RuntimeWiring.Builder wiring) {
    Fields.<ContenderView>of("Contender")
        .add("attribute", ContenderView::attribute)
        .add("strategy", contender -> strategy(contender.strategy()))
        .add("strategyName", ContenderView::strategy)
        .add("present", one -> json.attribute(one.entityType(), one.attribute(), one.present()))
        .add("presentStamp", ContenderView::presentStamp)
        .add("offered", one -> json.attribute(one.entityType(), one.attribute(), one.offered()))
        .add("offeredOperator", ContenderView::offeredOperator)
        .add("result", one -> json.attribute(one.entityType(), one.attribute(), one.result()))
        .add("winners", ContenderView::winners)
        .into(wiring);
  }

  private Page<OutcomeView> mutations(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    String edgeNodeId = Arguments.text(filter, "edgeNodeId");
    if (edgeNodeId == null) {
      return Page.empty();
    }
    String status = Arguments.text(filter, "status");
    return views
        .outcomes()
        .ofNode(
            edgeNodeId,
            outcome -> status == null || status.equals(outcome.state()),
            Arguments.page(field));
  }

  private Page<ConflictView> conflicts(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    return views
        .conflicts()
        .conflicts(
            new ConflictViews.ConflictQuery(
                Arguments.text(filter, "status"),
                Arguments.text(filter, "entityType"),
                Arguments.text(filter, "entityId")),
            Arguments.page(field));
  }
}
