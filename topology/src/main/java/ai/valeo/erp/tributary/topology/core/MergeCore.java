package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import ai.valeo.erp.tributary.topology.core.life.LifeRules;
import ai.valeo.erp.tributary.topology.core.life.LifeRuling;
import ai.valeo.erp.tributary.topology.core.strategy.Step;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Merges mutations into entities by the rules of merging: state, mutation and the record's time go
 * in, a decision comes out. Pure: it changes nothing, asks no clock, and gives the same answer for
 * the same input on any machine.
 */
public final class MergeCore {

  private MergeCore() {}

  /**
   * Merges one mutation that {@code IntakeRules} has accepted and that is not a duplicate.
   *
   * @param state the entity; none if it was never created or has been forgotten
   */
  public static Merged merge(@Nullable EntityState state, Received received, MergeContext context) {
    Incoming incoming = Incoming.of(state, received, context);
    OnDeleteConflict policy = incoming.type().onDeleteConflict();
    var ruling =
        switch (incoming.mutation().operation()) {
          case CREATE -> LifeRules.create(state, incoming.viewer(), policy);
          case UPDATE -> LifeRules.update(state, incoming.viewer(), policy);
          case DELETE -> LifeRules.delete(state, incoming.viewer(), policy);
        };
    var answer = new Answer(state, incoming);
    return switch (ruling) {
      case LifeRuling.Fail(Reason reason, String message, @Nullable Life life) ->
          fail(answer.with(life), reason, message);
      case LifeRuling.Begin(Life life) -> begin(answer, life);
      case LifeRuling.Merge merge -> pass(answer, merge.viewer(), merge);
      case LifeRuling.Revive revive -> pass(answer, revive.viewer(), revive);
      case LifeRuling.End end -> end(answer, end);
      case LifeRuling.Stay stay -> stay(answer, stay);
      case LifeRuling.Escalate escalate -> escalate(answer, escalate);
    };
  }

  /**
   * Merges a batch in its order.
   *
   * @see BatchMerge#merge
   */
  public static BatchMerge.Batch mergeBatch(
      List<Received> batch,
      Function<EntityKey, @Nullable EntityState> states,
      Function<AuditFacts, ChainHash> seal,
      MergeContext context) {
    return BatchMerge.merge(batch, states, seal, context);
  }

  private static Merged begin(Answer answer, Life life) {
    Incoming incoming = answer.incoming();
    var findings = new Findings(incoming);
    var pass = new AttributePass(incoming, incoming.viewer(), Attributes.NONE, findings);
    pass.run(true);
    Step.Failed failed = pass.failed();
    if (failed != null) {
      return fail(answer, failed.reason(), failed.message());
    }
    Attributes next = pass.next();
    EntityState before = answer.state();
    if (before != null && !before.deleted()) {
      dropFormerLife(answer, before, next, findings);
    }
    return answer.changed(life, next, findings);
  }

  /** An unseen update had kept the entity alive; its life ends here and no value vanishes. */
  private static void dropFormerLife(
      Answer answer, EntityState before, Attributes next, Findings findings) {
    List<Attribute> attributes = answer.incoming().type().attributes();
    for (int place = 0; place < attributes.size(); place++) {
      AttributeState was = before.attributes().get(place);
      if (was == null) {
        continue;
      }
      AttributeState state = next.get(place);
      Attribute attribute = attributes.get(place);
      Value is = state == null ? attribute.initial() : state.value();
      findings.audited(new AuditedFacts(attribute.name(), was.value(), is, null));
      Stamp unseen = was.unseenBy(answer.incoming().viewer());
      if (unseen != null) {
        findings.disputed(
            place,
            new ContenderFacts(
                attribute.name(),
                policyName(answer),
                was.value(),
                unseen,
                is,
                Operator.SET,
                is,
                answer.incoming().mutation().id()));
      }
    }
  }

  private static Merged pass(Answer answer, Viewer viewer, LifeRuling ruling) {

    Incoming incoming = answer.incoming();
    EntityState before = answer.existing();
    var findings = new Findings(incoming);
    var pass = new AttributePass(incoming, viewer, before.attributes(), findings);
    pass.run(incoming.mutation().operation() == OperationType.CREATE);
    Step.Failed failed = pass.failed();
    if (failed != null) {
      return fail(answer, failed.reason(), failed.message());
    }
    int limit = incoming.context().settings().maxOpenConflicts();
    if (findings.isEscalated() && before.openConflicts().size() >= limit) {
      return fail(answer, Reason.LIMIT, "open conflicts: " + before.openConflicts().size());
    }
    if (ruling instanceof LifeRuling.Revive revive) {
      return revive(answer, revive, pass.next(), findings);
    }
    Life life = ruling instanceof LifeRuling.Merge merge ? merge.life() : before.life();
    return findings.isApplied()
        ? answer.changed(life, pass.next(), findings)
        : answer.unchanged(life, pass.next(), findings);
  }

  /** The entity lives again if something of the mutation counts that the DELETE had not seen. */
  private static Merged revive(
      Answer answer, LifeRuling.Revive revive, Attributes next, Findings findings) {
    Incoming incoming = answer.incoming();
    EntityState before = answer.existing();
    boolean counts = LifeRules.outlives(revive.dead(), next);
    if (!counts || next.equals(before.attributes())) {
      findings.decided(
          whole(answer, Result.KEPT, revive.against(), true, "stays deleted"), null, null);
      return answer.unchanged(revive.dead(), next, findings);
    }
    DecisionFacts lives =
        whole(answer, Result.MERGED, revive.against(), true, "lives again: the update wins");
    findings.decided(lives, null, null);
    findings.disputed(Findings.WHOLE, contender(lives, incoming, incoming.mutation().id()));
    return answer.changed(revive.revived(), next, findings);
  }

  private static Merged end(Answer answer, LifeRuling.End end) {
    EntityState before = answer.existing();
    Incoming incoming = answer.incoming();
    var findings = new Findings(incoming);
    Stamp against = end.against();
    DecisionFacts decision = whole(answer, Result.SET, against, against != null, null);
    findings.decided(decision, null, null);
    if (against != null) {
      findings.disputed(Findings.WHOLE, contender(decision, incoming, incoming.mutation().id()));
    }
    List<Attribute> attributes = incoming.type().attributes();
    for (int place = 0; place < attributes.size(); place++) {
      AttributeState was = before.attributes().get(place);
      if (was != null && was.value() != null) {
        findings.audited(new AuditedFacts(attributes.get(place).name(), was.value(), null, null));
      }
    }
    return answer.changed(end.life(), before.attributes(), findings);
  }

  private static Merged stay(Answer answer, LifeRuling.Stay stay) {
    EntityState before = answer.existing();
    Incoming incoming = answer.incoming();
    var findings = new Findings(incoming);
    boolean concurrent = stay.disputed();
    DecisionFacts decision = whole(answer, stay.result(), stay.against(), concurrent, stay.note());
    findings.decided(decision, null, null);
    reject(findings, answer, stay.result());
    Stamp against = stay.against();
    if (stay.disputed() && against != null) {
      String winner = against.mutationId().value();
      findings.disputed(Findings.WHOLE, contender(decision, incoming, winner));
    }
    return answer.unchanged(stay.life(), before.attributes(), findings);
  }

  private static Merged escalate(Answer answer, LifeRuling.Escalate ruling) {
    Stamp against = ruling.against();
    EntityState before = answer.existing();
    Incoming incoming = answer.incoming();
    int limit = incoming.context().settings().maxOpenConflicts();
    if (before.openConflicts().size() >= limit) {
      return fail(answer, Reason.LIMIT, "open conflicts: " + before.openConflicts().size());
    }
    var findings = new Findings(incoming);
    DecisionFacts decision = whole(answer, Result.ESCALATED, against, true, null);
    findings.decided(decision, null, null);
    String standing = against.mutationId().value();
    findings.disputed(Findings.WHOLE, contender(decision, incoming, standing));
    for (Change change : incoming.mutation().changes()) {
      int place = AttributePass.place(incoming.type().attributes(), change.attribute());
      Value is = before.value(incoming.type(), place);
      findings.disputed(
          place,
          new ContenderFacts(
              change.attribute(),
              decision.strategy(),
              is,
              against,
              change.operand(),
              change.operator(),
              is,
              standing));
    }
    return answer.unchanged(ruling.life(), before.attributes(), findings);
  }

  private static Merged fail(Answer answer, Reason reason, String message) {
    var findings = new Findings(answer.incoming());
    reject(findings, answer, Result.KEPT);
    return answer.failed(reason, message, findings);
  }

  /** Says of every change that it did not happen, so that no offered value vanishes. */
  private static void reject(Findings findings, Answer answer, Result result) {
    Incoming incoming = answer.incoming();
    EntityState state = answer.state();
    for (Change change : incoming.mutation().changes()) {
      String strategy = Findings.strategy(incoming, change);
      var decision =
          new DecisionFacts(
              change.attribute(), result, strategy, false, null, change.operand(), null);
      Value is = null;
      if (state != null) {
        int place = AttributePass.place(incoming.type().attributes(), change.attribute());
        is = state.value(incoming.type(), place);
      }
      findings.decided(decision, is, is);
    }
  }

  private static DecisionFacts whole(
      Answer answer,
      Result result,
      @Nullable Stamp against,
      boolean concurrent,
      @Nullable String note) {
    return new DecisionFacts(
        DecisionFacts.ENTITY, result, policyName(answer), concurrent, against, null, note);
  }

  private static ContenderFacts contender(
      DecisionFacts decision, Incoming incoming, String winner) {
    Operator operator =
        incoming.mutation().operation() == OperationType.DELETE ? Operator.REMOVE : Operator.SET;
    return new ContenderFacts(
        DecisionFacts.ENTITY,
        decision.strategy(),
        null,
        decision.against(),
        null,
        operator,
        null,
        winner);
  }

  /** {@code update-wins}, {@code delete-wins} or {@code manual}. */
  private static String policyName(Answer answer) {
    OnDeleteConflict policy = answer.incoming().type().onDeleteConflict();
    return switch (policy) {
      case UPDATE_WINS -> "update-wins";
      case DELETE_WINS -> "delete-wins";
      case MANUAL -> "manual";
    };
  }
}
