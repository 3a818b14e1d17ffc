package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.graphql.command.Proposals.Proposal;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.graphql.publish.Verdict.Ruling;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ConflictViews;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Persons' rulings on open conflicts: checked against the views, decided by the merging. */
final class RulingFields {

  private static final String OPEN = "OPEN";

  private final ConflictViews conflicts;
  private final CentralShelf shelf;
  private final CommandParts parts;
  private final Proposals proposals;

  RulingFields(ConflictViews conflicts, CentralShelf shelf, CommandParts parts) {
    this.conflicts = conflicts;
    this.shelf = shelf;
    this.parts = parts;
    this.proposals = new Proposals(parts.reach().clock());
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> mutation) {
    mutation.fetch("resolveConflict", this::resolve);
    Payload.type(wiring, "ConflictResult", "conflict", "proposal");
    Fields.<Proposal>of("RulingProposal")
        .add("conflictId", proposal -> proposal.matter().conflictId())
        .add("ruling", proposal -> proposal.decision().ruling().name())
        .add("actor", Proposal::actor)
        .add("reason", Proposal::reason)
        .add("expectedVersion", proposal -> proposal.matter().expectedVersion())
        .add("expiresAt", Proposal::expiresAt)
        .into(wiring);
  }

  private CompletableFuture<Payload> resolve(DataFetchingEnvironment field) {
    Map<String, Object> input = field.getArgument("input");
    String id = String.valueOf(input == null ? "" : input.get("conflictId"));
    ConflictView conflict = id.length() > Limits.MAX_NOTE_CHARS ? null : conflicts.conflict(id);
    Answering answering = new Answering(field, parts);
    return answering.counted(() -> {
      if (input == null || conflict == null) {
        return refused(Code.NOT_FOUND, "Konflikt " + id + " gibt es nicht", "conflictId");
      }
      if (!conflict.state().equals(OPEN)) {
        return refused(Code.VERSION_CONFLICT, "Der Konflikt ist schon entschieden", "conflictId")
            .thenApply(payload -> payload.with("conflict", conflict));
      }
      return decide(new Case(field, input, conflict, answering));
    });
  }

  /** One ruling on its way. */
  private record Case(
      DataFetchingEnvironment field,
      Map<String, Object> input,
      ConflictView conflict,
      Answering answering) {

    EntityKey key() {
      return new EntityKey(conflict.entityType(), conflict.entityId());
    }

    String text(String name) {
      Object value = input.get(name);
      return value == null ? "" : value.toString();
    }

    Ruling ruling() {
      return Ruling.valueOf(text("ruling"));
    }

    @SuppressWarnings("unchecked") // the schema says what it is
    List<Map<String, Object>> changes() {
      return input.get("changes") instanceof List<?> given
          ? (List<Map<String, Object>>) given
          : List.of();
    }
  }

  private CompletableFuture<Payload> decide(Case one) {
    EntityType type = parts.types().type(one.conflict.entityType());
    if (type == null) {
      return refused(Code.NOT_FOUND, "Unbekannter Typ: " + one.conflict.entityType());
    }
    UserError forbidden = Warehouses.forbidden(Caller.of(one.field).identity(), one.key(), shelf);
    if (forbidden != null) {
      return CompletableFuture.completedFuture(Payload.refused(forbidden));
    }
    String reason = one.text("reason");
    if (reason.isBlank() || reason.length() > Limits.MAX_NOTE_CHARS) {
      return refused(Code.VALIDATION_FAILED, "reason: 1 bis 1000 Zeichen", "reason");
    }
    boolean isMerge = one.ruling() == Ruling.MERGE;
    if (isMerge == one.changes().isEmpty()) {
      return refused(Code.VALIDATION_FAILED, "changes: nur und immer mit MERGE", "changes");
    }
    try {
      List<Change> changes = JsonOperands.changes(type, one.changes());
      return switch (isMerge ? check(type, changes) : new ChangeRules.Valid(changes)) {
        case ChangeRules.Invalid(var why, String message) ->
            refused(Code.VALIDATION_FAILED, message, "changes");
        case ChangeRules.Valid(List<Change> exact) ->
            agreed(one, type, new Verdict.Decision(one.ruling(), exact));
      };
    } catch (JsonOperands.UnfitException e) {
      return refused(Code.VALIDATION_FAILED, String.valueOf(e.getMessage()), "changes");
    }
  }

  private static ChangeRules.Checked check(EntityType type, List<Change> changes) {
    return ChangeRules.check(type, OperationType.UPDATE, changes);
  }

  /** Publishes what one person may decide, or two have agreed on; otherwise keeps the proposal. */
  private CompletableFuture<Payload> agreed(Case one, EntityType type, Verdict.Decision decision) {
    EntityRow row = shelf.row(one.key());
    long shown = row == null ? one.conflict.version() : row.version();
    long expected =
        one.input.get("expectedVersion") instanceof Number seen ? seen.longValue() : shown;
    var matter = new Verdict.OfConflict(one.conflict.id(), one.key(), expected);
    String actor = Caller.of(one.field).identity().subject();
    var persons = new Verdict.Persons(actor, null, one.text("reason"));
    boolean isForTwo =
        one.conflict.contenders().stream()
            .anyMatch(contender -> type.needsFourEyes(contender.attribute()));
    if (!isForTwo) {
      return rule(one, matter, decision, persons);
    }
    Proposal confirmed = proposals.confirm(matter, decision, persons);
    return confirmed == null
        ? proposed(one)
        : rule(
            one,
            matter,
            decision,
            new Verdict.Persons(confirmed.actor(), actor, confirmed.reason()));
  }

  private CompletableFuture<Payload> proposed(Case one) {
    return CompletableFuture.completedFuture(
        Payload.done(MutationState.PENDING, "Wartet auf eine zweite Person, die ebenso entscheidet")
            .with("conflict", one.conflict)
            .with("proposal", proposals.of(one.conflict.id())));
  }

  private CompletableFuture<Payload> rule(
      Case one, Verdict.OfConflict matter, Verdict.Decision decision, Verdict.Persons persons) {
    String key = one.text("idempotencyKey");
    MutationId id =
        key.isEmpty()
            ? parts.ids().fresh().get()
            : CommandIds.of(
                Caller.of(one.field).identity().subject(),
                "ruling:" + one.conflict.id() + ':' + key);
    CompletableFuture<Fate> known = key.isEmpty() ? null : parts.dispatch().known(id.value());
    EntityRow row = shelf.row(one.key());
    var verdict =
        new Verdict(
            id.value(),
            parts.settings().node(),
            matter,
            decision,
            persons,
            parts.clock().after(row == null ? Hlc.ZERO : row.hlc()));
    String requestId = one.field.getExecutionId().toString();
    return (known == null ? send(verdict, !key.isEmpty(), requestId) : known)
        .thenCompose(fate -> answer(one, id.value(), fate));
  }

  /** Publishes a ruling, and waits for what becomes of it. */
  CompletableFuture<Fate> send(Verdict verdict, boolean mayBeRepeated, String requestId) {
    EntityKey key = verdict.matter() instanceof Verdict.OfConflict conflict ? conflict.key() : null;
    var what =
        new Underway.What(verdict.id(), verdict.node().value(), key, verdict.decision().toString());
    return parts
        .dispatch()
        .send(
            what,
            mayBeRepeated,
            () -> parts.publisher().publish(verdict, new Trace(requestId, null)));
  }

  private CompletableFuture<Payload> answer(Case one, String id, Fate fate) {
    return switch (fate) {
      case Fate.Pending pending ->
          CompletableFuture.completedFuture(
              Payload.made(id, MutationState.PENDING, "Angenommen, noch nicht beantwortet")
                  .with("conflict", one.conflict));
      case Fate.Answered(OutcomeView outcome) when outcome.state().equals("FAILED") ->
          CompletableFuture.completedFuture(
              Answering.failed(outcome).with("conflict", conflicts.conflict(one.conflict.id())));
      case Fate.Answered(OutcomeView outcome) ->
          one.answering
              .shown(outcome)
              .thenCompose(shown -> over(one.conflict.id()))
              .thenApply(isOver ->
                  Payload.made(id, MutationState.APPLIED, "Entschieden")
                      .with("conflict", conflicts.conflict(one.conflict.id())));
    };
  }

  /** Waits until the views show that the conflict is over. */
  private CompletableFuture<Boolean> over(String conflictId) {
    return parts
        .reach()
        .await(
            () -> {
              ConflictView now = conflicts.conflict(conflictId);
              return now != null && !now.state().equals(OPEN);
            },
            parts.settings().patience());
  }

  private static CompletableFuture<Payload> refused(Code code, String message, String... field) {
    return CompletableFuture.completedFuture(Payload.refused(UserError.of(code, message, field)));
  }
}
