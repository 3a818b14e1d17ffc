package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies a person's ruling: entity, ruling and the record's time go in, a decision comes out. Pure
 * as {@link MergeCore} is.
 */
public final class RulingMerge {

  private RulingMerge() {}

  /**
   * Applies one ruling that {@code RulingRules} has accepted and that is not a duplicate, or
   * refuses it by name.
   *
   * @param state the entity; none if it was never created or has been forgotten
   */
  public static Ruled rule(
      @Nullable EntityState state, ReceivedRuling received, MergeContext context) {
    RulingFacts ruling = received.ruling();
    EntityType type = context.types().type(ruling.entityType());
    if (type == null) {
      throw new IllegalArgumentException("entityType: " + ruling.entityType() + " unknown");
    }
    OpenConflict conflict = state == null ? null : state.disputes().find(ruling.conflictId());
    if (state == null || conflict == null) {
      return refused(state, received, context, unknown(state, ruling));
    }
    var refusal = RulingRules.check(ruling, conflict, type, state.version());
    if (refusal != null) {
      return refused(state, received, context, refusal);
    }
    var known = new RulingCase(state, conflict, received, type, context);
    return switch (RulingEffect.of(known)) {
      case RulingEffect.Impossible(Reason reason, String message) ->
          refused(state, received, context, new RulingRules.Refused(reason, message));
      case RulingEffect.Done done -> done(known, done);
    };
  }

  private static RulingRules.Refused unknown(@Nullable EntityState state, RulingFacts ruling) {
    return state != null && state.disputes().closed().contains(ruling.conflictId())
        ? new RulingRules.Refused(Reason.CONFLICT_CLOSED, "the conflict is over")
        : new RulingRules.Refused(Reason.UNKNOWN_CONFLICT, "the entity has no such conflict");
  }

  private static Ruled done(RulingCase ruling, RulingEffect.Done done) {
    EntityState changed = done.next(ruling);
    EntityState ruled = changed.withDisputes(changed.disputes().without(ruling.conflict()));
    var words = new RulingWords(ruling, done, ruled);
    RulingMoot.Over over =
        done.isChanged()
            ? RulingMoot.end(ruling, ruled)
            : new RulingMoot.Over(ruled, List.of(), List.of(), List.of());
    EntityState next = over.next();
    var ended = new ArrayList<OutcomeFacts>(1);
    ended.add(RulingAnswers.ended(ruling, ruling.conflict(), next.version(), words.ofWhatWaited()));
    ended.addAll(over.ended());
    var conflicts = new ArrayList<ConflictFacts>(1);
    conflicts.add(RulingAnswers.resolved(ruling, words.contenders()));
    conflicts.addAll(over.conflicts());
    List<AuditedFacts> own = words.ofItself();
    OutcomeFacts outcome =
        RulingAnswers.applied(ruling.received(), ruling.context(), next.version(), decisions(own));
    var audited = new ArrayList<>(own);
    audited.addAll(over.audited());
    OperationType operation =
        next.deleted() && done.isChanged() ? OperationType.DELETE : OperationType.UPDATE;
    AuditFacts audit = RulingAnswers.audit(ruling.received(), outcome, operation, next, audited);
    return new Ruled(next, outcome, ended, conflicts, audit);
  }

  private static List<DecisionFacts> decisions(List<AuditedFacts> audited) {
    return audited.stream().map(AuditedFacts::decision).filter(Objects::nonNull).toList();
  }

  private static Ruled refused(
      @Nullable EntityState state,
      ReceivedRuling received,
      MergeContext context,
      RulingRules.Refused why) {
    OutcomeFacts outcome =
        RulingAnswers.refused(received, context, state == null ? 0 : state.version(), why);
    AuditFacts audit =
        state == null
            ? null
            : RulingAnswers.audit(received, outcome, OperationType.UPDATE, state, List.of());
    return new Ruled(state, outcome, List.of(), List.of(), audit);
  }

  /** The outcome of a ruling on which the centre failed; the entity stays as it was. */
  public static OutcomeFacts failed(
      @Nullable EntityState state, ReceivedRuling received, MergeContext context, Reason reason) {
    var why = new RulingRules.Refused(reason, "The centre failed on this ruling; it was set aside");
    return RulingAnswers.refused(received, context, state == null ? 0 : state.version(), why);
  }
}
