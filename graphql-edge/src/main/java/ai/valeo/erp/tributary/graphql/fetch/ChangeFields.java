package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.UserInputException;
import ai.valeo.erp.tributary.graphql.view.ConflictQuery;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ContenderView;
import ai.valeo.erp.tributary.graphql.view.DecisionView;
import ai.valeo.erp.tributary.graphql.view.OutcomeQuery;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.StampView;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers to changes, with their decisions, and conflicts. */
final class ChangeFields {

  private static final String OTHER_STRATEGY = "OTHER";

  private final Views views;
  private final PersonalData personal;
  private final ProposalFields proposals;

  ChangeFields(Views views, LongSupplier nowMs) {
    this.views = views;
    this.personal = new PersonalData(views.types());
    this.proposals = new ProposalFields(views.conflicts(), nowMs);
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
    proposals.into(wiring);
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
        .addFor(
            "lost",
            (one, field) -> personal.value(field, one.entityType(), one.attribute(), one.lost()))
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
        .add("ruling", ConflictView::ruling)
        .add("proposal", proposals::of)
        .into(wiring);
    Fields.<ConflictView.RulingView>of("ConflictRuling")
        .add("id", ConflictView.RulingView::id)
        .add("ruling", ConflictView.RulingView::ruling)
        .add("secondActor", ConflictView.RulingView::secondActor)
        .add("ruledAt", ruling -> instant(ruling.atMs()))
        .into(wiring);
  }

  private static @Nullable Instant instant(@Nullable Long ms) {
    return ms == null ? null : Instant.ofEpochMilli(ms);
  }

  private void contender(RuntimeWiring.Builder wiring) {
    Fields.<ContenderView>of("Contender")
        .add("attribute", ContenderView::attribute)
        .add("strategy", contender -> strategy(contender.strategy()))
        .add("strategyName", ContenderView::strategy)
        .addFor(
            "present",
            (one, field) -> personal.value(field, one.entityType(), one.attribute(), one.present()))
        .add("presentStamp", ContenderView::presentStamp)
        .addFor(
            "offered",
            (one, field) -> personal.value(field, one.entityType(), one.attribute(), one.offered()))
        .add("offeredOperator", ContenderView::offeredOperator)
        .addFor(
            "result",
            (one, field) -> personal.value(field, one.entityType(), one.attribute(), one.result()))
        .add("winners", ContenderView::winners)
        .into(wiring);
  }

  private PageFields.Counted mutations(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    OutcomeQuery query =
        new OutcomeQuery(
            Arguments.text(filter, "edgeNodeId"),
            Arguments.text(filter, "entityType"),
            Arguments.text(filter, "entityId"),
            Arguments.text(filter, "status"),
            Arguments.text(filter, "reason"),
            Arguments.timeMs(filter, "fromDate", OutcomeQuery.ALL.fromMs()),
            Arguments.timeMs(filter, "toDate", OutcomeQuery.ALL.beforeMs()));
    return new PageFields.Counted(
        views.outcomes().outcomes(query, Arguments.page(field)),
        () -> views.outcomes().count(query));
  }

  private PageFields.Counted conflicts(DataFetchingEnvironment field) {
    Map<String, Object> filter = Arguments.filter(field);
    ConflictQuery query =
        new ConflictQuery(
            Arguments.text(filter, "status"),
            Arguments.text(filter, "type"),
            new ConflictQuery.Entity(
                Arguments.text(filter, "entityType"), Arguments.text(filter, "entityId")),
            Arguments.text(filter, "edgeNodeId"),
            strategyName(filter),
            new ConflictQuery.Time(
                Arguments.timeMs(filter, "fromDate", ConflictQuery.Time.EVER.fromMs()),
                Arguments.timeMs(filter, "toDate", ConflictQuery.Time.EVER.beforeMs())));
    return new PageFields.Counted(
        views.conflicts().conflicts(query, Arguments.page(field)),
        () -> views.conflicts().count(query));
  }

  private static @Nullable String strategyName(Map<String, Object> filter) {
    String given = Arguments.text(filter, "strategy");
    if (OTHER_STRATEGY.equals(given)) {
      throw new UserInputException("strategy: OTHER (expected: one by name)");
    }
    return given == null ? null : given.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
