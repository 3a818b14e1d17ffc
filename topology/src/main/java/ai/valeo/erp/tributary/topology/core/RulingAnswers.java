package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictKind;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.decision.RulingNote;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers to a ruling, to what waited for it, and their records. */
final class RulingAnswers {

  private RulingAnswers() {}

  /** To a ruling that took effect. */
  static OutcomeFacts applied(
      ReceivedRuling received, MergeContext context, long version, List<DecisionFacts> decisions) {
    return outcome(received, context, version, new Ending(null, decisions));
  }

  /** To a ruling that did not. */
  static OutcomeFacts refused(
      ReceivedRuling received, MergeContext context, long version, RulingRules.Refused why) {
    return outcome(received, context, version, new Ending(why, List.of()));
  }

  private record Ending(RulingRules.@Nullable Refused why, List<DecisionFacts> decisions) {
    OutcomeState state() {
      return why == null ? OutcomeState.APPLIED : OutcomeState.FAILED;
    }

    @Nullable Reason reason() {
      return why == null ? null : why.reason();
    }

    @Nullable String message() {
      return why == null ? null : why.message();
    }
  }

  private static OutcomeFacts outcome(
      ReceivedRuling received, MergeContext context, long version, Ending ending) {
    RulingFacts ruling = received.ruling();
    return new OutcomeFacts(
        ruling.id(),
        ruling.edgeNode(),
        0,
        ruling.entityType(),
        ruling.entityId(),
        ending.state(),
        ending.reason(),
        ending.message(),
        version,
        ending.decisions(),
        context.batch(),
        context.policyVersion(),
        received.recordTimeMs());
  }

  /** The final answer to a mutation that waited. */
  static OutcomeFacts ended(
      RulingCase ruling, OpenConflict conflict, long version, List<DecisionFacts> decisions) {
    Stamp stamp = conflict.stamp();
    return new OutcomeFacts(
        stamp.mutationId().value(),
        stamp.edgeNode().value(),
        conflict.sequence(),
        ruling.state().key().entityType(),
        ruling.state().key().entityId(),
        OutcomeState.APPLIED,
        null,
        null,
        version,
        decisions,
        ruling.context().batch(),
        ruling.context().policyVersion(),
        ruling.received().recordTimeMs());
  }

  /** The conflict that was ruled on. */
  static ConflictFacts resolved(RulingCase ruling, List<ContenderFacts> contenders) {
    return resolved(ruling, ruling.conflict(), contenders, ruling.note());
  }

  /** A conflict that is over. */
  static ConflictFacts resolved(
      RulingCase ruling, OpenConflict conflict, List<ContenderFacts> contenders, RulingNote note) {
    return new ConflictFacts(
        conflict.id(),
        ruling.state().key().entityType(),
        ruling.state().key().entityId(),
        kind(conflict),
        false,
        conflict.stamp().mutationId().value(),
        conflict.stamp().edgeNode().value(),
        contenders,
        conflict.found().version(),
        note.actor(),
        conflict.found().atMs(),
        conflict.found().batch(),
        conflict.found().policyVersion(),
        note);
  }

  private static ConflictKind kind(OpenConflict conflict) {
    if (conflict.whole()) {
      return ConflictKind.DELETE_UPDATE;
    }
    return conflict.operation() == OperationType.CREATE
        ? ConflictKind.CREATE_CREATE
        : ConflictKind.CONCURRENT_UPDATE;
  }

  /** The entry of a ruling in its entity's audit trail. */
  static AuditFacts audit(
      ReceivedRuling received,
      OutcomeFacts outcome,
      OperationType operation,
      EntityState state,
      List<AuditedFacts> attributes) {
    RulingFacts ruling = received.ruling();
    return new AuditFacts(
        ruling.id(),
        ruling.edgeNode(),
        ruling.entityType(),
        ruling.entityId(),
        operation,
        outcome.state(),
        outcome.reason(),
        state.version(),
        state.audit().number() + 1,
        attributes,
        ruling.persons().actor(),
        ruling.reason(),
        outcome.batch(),
        outcome.policyVersion(),
        received.recordTimeMs(),
        state.audit().hash(),
        ruling.persons().second(),
        ruling.conflictId());
  }
}
