package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.entity.OpenConflict;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends other open conflicts of which a ruling left nothing to decide: their mutations, judged by
 * the rules as if they came now, would neither change anything nor wait. One that would still
 * change something stays open: no person has said that it may.
 */
final class RulingMoot {

  private RulingMoot() {}

  /**
   * What else is over.
   *
   * @param next the entity afterwards
   * @param ended the answers to the mutations that waited
   * @param conflicts their conflicts
   * @param audited what is to be said of them in the ruling's audit entry
   */
  record Over(
      EntityState next,
      List<OutcomeFacts> ended,
      List<ConflictFacts> conflicts,
      List<AuditedFacts> audited) {}

  /** Looks at all other conflicts of the entity. */
  static Over end(RulingCase ruling, EntityState ruled) {
    var ended = new ArrayList<OutcomeFacts>(0);
    var conflicts = new ArrayList<ConflictFacts>(0);
    var audited = new ArrayList<AuditedFacts>(0);
    EntityState state = ruled;
    for (OpenConflict other : ruled.disputes().open()) {
      Merged again = MergeCore.merge(state, ruling.again(other), ruling.context());
      EntityState after = again.next();
      if (after == null || !isMoot(again.outcome(), state)) {
        continue;
      }
      EntityState now = after.withDisputes(after.disputes().without(other));
      state = now;
      List<DecisionFacts> decisions = named(ruling, again.outcome().decisions());
      ended.add(RulingAnswers.ended(ruling, other, state.version(), decisions));
      decisions.forEach(decision -> audited.add(audited(ruling, now, other, decision)));
      conflicts.add(
          RulingAnswers.resolved(
              ruling, other, contenders(ruling, other, state), ruling.note().moot()));
    }
    return new Over(state, ended, conflicts, audited);
  }

  /** Nothing of the entity has changed; the offers that are over stay in the trail (R7). */
  private static AuditedFacts audited(
      RulingCase ruling, EntityState state, OpenConflict other, DecisionFacts decision) {
    String words = "mutation " + other.stamp().mutationId() + ": " + decision.note();
    var noted =
        new DecisionFacts(
            decision.attribute(),
            decision.result(),
            decision.strategy(),
            decision.concurrent(),
            decision.against(),
            decision.lost(),
            words);
    boolean isWhole = decision.attribute().equals(DecisionFacts.ENTITY) || state.deleted();
    List<Attribute> declared = ruling.type().attributes();
    Value stands =
        isWhole
            ? null
            : state.value(ruling.type(), AttributePass.place(declared, decision.attribute()));
    return new AuditedFacts(decision.attribute(), stands, stands, noted);
  }

  private static boolean isMoot(OutcomeFacts outcome, EntityState state) {
    return outcome.state() == OutcomeState.APPLIED
        && outcome.version() == state.version()
        && outcome.decisions().stream().noneMatch(decision -> decision.result().isApplied());
  }

  private static List<DecisionFacts> named(RulingCase ruling, List<DecisionFacts> decisions) {
    var named = new ArrayList<DecisionFacts>(decisions.size());
    String words = "moot after " + ruling.note().words();
    for (DecisionFacts decision : decisions) {
      String note = decision.note();
      named.add(
          new DecisionFacts(
              decision.attribute(),
              decision.result(),
              decision.strategy(),
              decision.concurrent(),
              decision.against(),
              decision.lost(),
              note == null ? words : note + "; " + words));
    }
    return named;
  }

  /** Both sides; what stands there stayed. */
  private static List<ContenderFacts> contenders(
      RulingCase ruling, OpenConflict other, EntityState state) {
    RulingCase kept = ruling.keeping(other, state);
    return new RulingWords(kept, RulingEffect.kept(kept), state).contenders();
  }
}
