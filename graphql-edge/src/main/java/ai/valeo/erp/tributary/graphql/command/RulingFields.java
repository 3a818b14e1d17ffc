package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.graphql.publish.Verdict.Ruling;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.Request;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ConflictViews;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.ProposalView;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Persons' rulings on open conflicts: checked against the views, decided by the merging. */
final class RulingFields {

  private static final String OPEN = "OPEN";

  private final ConflictViews conflicts;
  private final CentralShelf shelf;
  private final CommandParts parts;
  private final RulingDesk desk;

  RulingFields(ConflictViews conflicts, CentralShelf shelf, CommandParts parts, RulingDesk desk) {
    this.conflicts = conflicts;
    this.shelf = shelf;
    this.parts = parts;
    this.desk = desk;
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> mutation) {
    mutation.fetch("resolveConflict", this::resolve);
    Payload.type(wiring, "ConflictResult", "conflict", "proposal");
  }

  private CompletableFuture<Payload> resolve(DataFetchingEnvironment field) {
    Map<String, Object> input = field.getArgument("input");
    String id = String.valueOf(input == null ? "" : input.get("conflictId"));
    Answering answering = new Answering(field, parts);
    return answering.counted(() -> {
      ConflictView conflict = id.length() > Limits.MAX_NOTE_CHARS ? null : conflicts.conflict(id);
      if (conflict == null) {
        return refused(Code.NOT_FOUND, "Konflikt " + id + " gibt es nicht", "conflictId");
      }
      EntityType type = parts.types().type(conflict.entityType());
      return type == null
          ? refused(Code.NOT_FOUND, "Unbekannter Typ: " + conflict.entityType())
          : decide(new RulingCase(field, conflict, type, answering));
    });
  }

  private CompletableFuture<Payload> decide(RulingCase one) {
    UserError forbidden = Warehouses.forbidden(Caller.of(one.field()).identity(), one.key(), shelf);
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
      List<Change> changes = JsonOperands.changes(one.type(), one.changes());
      return switch (isMerge ? check(one.type(), changes) : new ChangeRules.Valid(changes)) {
        case ChangeRules.Invalid(var why, String message) ->
            refused(Code.VALIDATION_FAILED, message, "changes");
        case ChangeRules.Valid(List<Change> exact) ->
            once(one, new Verdict.Decision(one.ruling(), exact));
      };
    } catch (JsonOperands.UnfitException e) {
      return refused(Code.VALIDATION_FAILED, String.valueOf(e.getMessage()), "changes");
    }
  }

  private static ChangeRules.Checked check(EntityType type, List<Change> changes) {
    return ChangeRules.check(type, OperationType.UPDATE, changes);
  }

  /** What came before is answered before it is asked whether it may be done now. */
  private CompletableFuture<Payload> once(RulingCase one, Verdict.Decision decision) {
    String id = one.id(parts.ids()).value();
    if (desk.isOther(id, decision)) {
      return CompletableFuture.completedFuture(Payload.refused(UserError.otherRequest()));
    }
    CompletableFuture<Fate> known = one.mayBeRepeated() ? desk.known(id) : null;
    if (known != null) {
      return known.thenCompose(fate -> again(one, id, decision, fate));
    }
    return switch (one.conflict().state()) {
      case OPEN -> agreed(one, id, decision);
      default -> closed(one, id, decision);
    };
  }

  private CompletableFuture<Payload> again(
      RulingCase one, String id, Verdict.Decision decision, Fate fate) {
    ConflictView.RulingView done = one.conflict().ruling();
    boolean isOther =
        done != null
            && done.id().equals(id)
            && !Decided.isSame(one.conflict(), one.type(), decision);
    return isOther
        ? CompletableFuture.completedFuture(Payload.refused(UserError.otherRequest()))
        : answer(one, id, fate);
  }

  /** Whoever proposed what was confirmed since is told that it is done, if asking again. */
  private CompletableFuture<Payload> closed(RulingCase one, String id, Verdict.Decision decision) {
    ConflictView conflict = one.conflict();
    ConflictView.RulingView done = conflict.ruling();
    boolean isOwn =
        done != null
            && Decided.isSame(conflict, one.type(), decision)
            && (one.actor().equals(conflict.resolvedBy())
                || one.actor().equals(done.secondActor()));
    if (isOwn && one.mayBeRepeated()) {
      return CompletableFuture.completedFuture(
          Payload.made(id, MutationState.APPLIED, "Entschieden").with("conflict", conflict));
    }
    return refused(Code.VERSION_CONFLICT, "Der Konflikt ist schon entschieden", "conflictId")
        .thenApply(payload -> payload.with("conflict", conflict));
  }

  /** Publishes what one person may decide, or two have agreed on; otherwise proposes it. */
  private CompletableFuture<Payload> agreed(RulingCase one, String id, Verdict.Decision decision) {
    EntityRow row = shelf.row(one.key());
    long shown = row == null ? one.conflict().version() : row.version();
    var verdict =
        new Verdict(
            id,
            parts.settings().node(),
            new Verdict.OfConflict(one.conflict().id(), one.key(), one.expectedVersion(shown)),
            decision,
            new Verdict.Persons(one.actor(), null, one.text("reason")),
            parts.clock().after(row == null ? Hlc.ZERO : row.hlc()));
    return FourEyes.areNeeded(one.type(), one.conflict(), decision)
        ? proposed(one, verdict)
        : rule(one, verdict);
  }

  private CompletableFuture<Payload> proposed(RulingCase one, Verdict verdict) {
    return desk.propose(one, verdict)
        .thenCompose(standing ->
            standing == null || standing.actor().equals(one.actor())
                ? waiting(one, standing)
                : rule(one, confirmed(verdict, standing)));
  }

  private static Verdict confirmed(Verdict verdict, ProposalView standing) {
    String second = verdict.persons().first();
    return verdict.by(new Verdict.Persons(standing.actor(), second, standing.reason()));
  }

  private static CompletableFuture<Payload> waiting(
      RulingCase one, @Nullable ProposalView standing) {
    return CompletableFuture.completedFuture(
        Payload.done(MutationState.PENDING, "Wartet auf eine zweite Person, die ebenso entscheidet")
            .with("conflict", one.conflict())
            .with("proposal", standing));
  }

  private CompletableFuture<Payload> rule(RulingCase one, Verdict verdict) {
    return desk.send(verdict, one.mayBeRepeated(), Request.of(one.field()))
        .thenCompose(fate -> answer(one, verdict.id(), fate));
  }

  private CompletableFuture<Payload> answer(RulingCase one, String id, Fate fate) {
    String conflictId = one.conflict().id();
    return switch (fate) {
      case Fate.Pending pending ->
          CompletableFuture.completedFuture(
              Payload.made(id, MutationState.PENDING, "Angenommen, noch nicht beantwortet")
                  .with("conflict", one.conflict()));
      case Fate.Answered(OutcomeView outcome) when outcome.state().equals("FAILED") ->
          CompletableFuture.completedFuture(
              Answering.failed(outcome).with("conflict", conflicts.conflict(conflictId)));
      case Fate.Answered(OutcomeView outcome) ->
          one.answering()
              .shown(outcome)
              .thenCompose(shown -> over(conflictId))
              .thenApply(isOver -> isOver ? done(id, conflictId) : unseen(id));
    };
  }

  private Payload done(String id, String conflictId) {
    return Payload.made(id, MutationState.APPLIED, "Entschieden")
        .with("conflict", conflicts.conflict(conflictId));
  }

  /** It is decided; but a conflict that shows open would say that it is not. */
  private static Payload unseen(String id) {
    return Payload.made(id, MutationState.APPLIED, "Angewandt, noch nicht zu sehen");
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
