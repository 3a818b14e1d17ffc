package ai.valeo.erp.tributary.topology.core;

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

  /** The entity afterwards; adds the answers and conflicts that are over. */
  static EntityState end(
      RulingCase ruling,
      EntityState ruled,
      List<OutcomeFacts> ended,
      List<ConflictFacts> conflicts) {
    EntityState state = ruled;
    for (OpenConflict other : ruled.disputes().open()) {
      Merged again = MergeCore.merge(state, ruling.again(other), ruling.context());
      EntityState after = again.next();
      if (after == null || !isMoot(again.outcome(), state)) {
        continue;
      }
      state = after.withDisputes(after.disputes().without(other));
      List<DecisionFacts> decisions = named(ruling, again.outcome().decisions());
      ended.add(RulingAnswers.ended(ruling, other, state.version(), decisions));
      conflicts.add(
          RulingAnswers.resolved(
              ruling, other, contenders(ruling, other, state), ruling.note().moot()));
    }
    return state;
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
