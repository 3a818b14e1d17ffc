package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictKind;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
import ai.valeo.erp.tributary.topology.core.entity.AuditChain;
import ai.valeo.erp.tributary.topology.core.entity.Disputes;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was found into the words of the contract: outcome, conflict, audit entry.
 *
 * @param state the entity before, or none
 * @param incoming the mutation
 */
record Answer(@Nullable EntityState state, Incoming incoming) {

  /** How a mutation ended. */
  private record Ending(OutcomeState state, @Nullable Reason reason, @Nullable String message) {
    static final Ending APPLIED = new Ending(OutcomeState.APPLIED, null, null);
    static final Ending CONFLICT =
        new Ending(OutcomeState.CONFLICT, Reason.MANUAL, "waits for a person");
  }

  /** The entity before, where a rule has made sure that there is one. */
  EntityState existing() {
    if (state == null) {
      throw new IllegalStateException("state: none (expected: an entity)");
    }
    return state;
  }

  /** The same, about the entity with another life; none = with its own. */
  Answer with(@Nullable Life life) {
    return state == null || life == null ? this : new Answer(state.with(life), incoming);
  }

  /** The mutation changed the entity: its version rises. */
  Merged changed(Life life, Attributes attributes, Findings findings) {
    Hlc own = incoming.stamp().hlc();
    var next =
        new EntityState(
            incoming.mutation().key(),
            incoming.stamp().version(),
            state == null ? own : state.hlc().merge(own),
            incoming.stamp().mutationId(),
            incoming.received().recordTimeMs(),
            life,
            attributes,
            disputes(findings, incoming.stamp().version()),
            state == null ? AuditChain.EMPTY : state.audit());
    return answer(next, findings.isEscalated() ? Ending.CONFLICT : Ending.APPLIED, findings);
  }

  /** The mutation changed nothing that anybody can see; what it leaves to remember is kept. */
  Merged unchanged(Life life, Attributes attributes, Findings findings) {
    EntityState before = existing();
    var next =
        new EntityState(
            before.key(),
            before.version(),
            before.hlc(),
            before.lastMutation(),
            before.changedAtMs(),
            life,
            attributes,
            disputes(findings, before.version()),
            before.audit());
    return answer(next, findings.isEscalated() ? Ending.CONFLICT : Ending.APPLIED, findings);
  }

  /** The mutation failed as a whole. */
  Merged failed(Reason reason, String message, Findings findings) {
    return answer(state, new Ending(OutcomeState.FAILED, reason, message), findings);
  }

  private Merged answer(@Nullable EntityState next, Ending ending, Findings findings) {
    long version = next == null ? 0 : next.version();
    return new Merged(
        next,
        outcome(ending, version, findings),
        conflict(version, findings),
        next == null ? null : audit(ending, next, findings));
  }

  private OutcomeFacts outcome(Ending ending, long version, Findings findings) {
    MutationFacts mutation = incoming.mutation();
    return new OutcomeFacts(
        mutation.id(),
        mutation.edgeNode(),
        mutation.sequence(),
        mutation.entityType(),
        mutation.entityId(),
        ending.state(),
        ending.reason(),
        ending.message(),
        version,
        findings.decisions(),
        incoming.context().batch(),
        incoming.context().policyVersion(),
        incoming.received().recordTimeMs());
  }

  private @Nullable ConflictFacts conflict(long version, Findings findings) {
    if (findings.contenders().isEmpty()) {
      return null;
    }
    MutationFacts mutation = incoming.mutation();
    return new ConflictFacts(
        conflictId(findings),
        mutation.entityType(),
        mutation.entityId(),
        kind(findings),
        findings.isEscalated(),
        mutation.id(),
        mutation.edgeNode(),
        findings.contenders(),
        version,
        findings.isEscalated() ? null : resolvedBy(findings.contenders()),
        incoming.received().recordTimeMs(),
        incoming.context().batch(),
        incoming.context().policyVersion(),
        null);
  }

  private AuditFacts audit(Ending ending, EntityState next, Findings findings) {
    MutationFacts mutation = incoming.mutation();
    return new AuditFacts(
        mutation.id(),
        mutation.edgeNode(),
        mutation.entityType(),
        mutation.entityId(),
        mutation.operation(),
        ending.state(),
        ending.reason(),
        next.version(),
        next.audit().number() + 1,
        findings.audited(),
        mutation.actor(),
        mutation.reason(),
        incoming.context().batch(),
        incoming.context().policyVersion(),
        incoming.received().recordTimeMs(),
        next.audit().hash(),
        null,
        null);
  }

  private Disputes disputes(Findings findings, long version) {
    Disputes before = state == null ? Disputes.NONE : state.disputes();
    return findings.isEscalated() ? before.with(open(findings, version)) : before;
  }

  /** What waits, with all that a ruling will need to know of it. */
  private OpenConflict open(Findings findings, long version) {
    MutationFacts mutation = incoming.mutation();
    boolean isWhole = findings.firstPlace() == Findings.WHOLE;
    return new OpenConflict(
        conflictId(findings),
        isWhole,
        mutation.operation(),
        mutation.sequence(),
        mutation.baseVersion(),
        incoming.stamp(),
        isWhole ? mutation.changes() : findings.escalated(mutation.changes()),
        new OpenConflict.Found(
            version,
            isWhole ? findings.contenders().get(0).presentStamp() : null,
            incoming.received().recordTimeMs(),
            incoming.context().batch(),
            incoming.context().policyVersion()));
  }

  private String conflictId(Findings findings) {
    MutationId mutation = incoming.stamp().mutationId();
    int place = findings.firstPlace();
    return mutation + ":" + (place == Findings.WHOLE ? "*" : String.valueOf(place));
  }

  private ConflictKind kind(Findings findings) {
    for (ContenderFacts contender : findings.contenders()) {
      if (contender.attribute().equals(DecisionFacts.ENTITY)) {
        return ConflictKind.DELETE_UPDATE;
      }
    }
    return incoming.mutation().operation() == OperationType.CREATE
        ? ConflictKind.CREATE_CREATE
        : ConflictKind.CONCURRENT_UPDATE;
  }

  private static String resolvedBy(List<ContenderFacts> contenders) {
    if (contenders.size() == 1) {
      return contenders.get(0).strategy();
    }
    var strategies = new TreeSet<String>();
    for (ContenderFacts contender : contenders) {
      strategies.add(contender.strategy());
    }
    return String.join(",", strategies);
  }
}
