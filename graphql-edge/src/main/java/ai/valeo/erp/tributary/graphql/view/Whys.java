package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Gathers from an entity's entries, the newest first, what made an attribute's present value and
 * what lost against it. Used by one thread.
 */
final class Whys {

  /** Most changes that one value is said to be made of. */
  static final int MOST_PARTS = 100;

  private static final Set<String> APPLIED =
      Set.of("SET", "ADDED", "MERGED", "CLAMPED", "BACKORDERED");
  private static final String FAILED = "FAILED";
  private static final String SET = "SET";

  /** Nothing has lost yet: a person has yet to rule. */
  private static final String ESCALATED = "ESCALATED";

  private final String attribute;
  private final List<AuditView> parts = new ArrayList<>();
  private final List<WhyView.Loser> losers = new ArrayList<>();
  private boolean isComplete;

  Whys(String attribute) {
    this.attribute = attribute;
  }

  List<AuditView> parts() {
    return parts;
  }

  List<WhyView.Loser> losers() {
    return losers;
  }

  boolean isComplete() {
    return isComplete;
  }

  /** Takes the next older entry; tells whether older ones still matter. */
  boolean take(AuditView entry) {
    if (!entry.state().equals(FAILED)) {
      for (int i = entry.changes().size() - 1; i >= 0 && !isComplete; i--) {
        ChangedView change = entry.changes().get(i);
        if (change.attribute().equals(attribute)) {
          take(entry, change);
        }
      }
    }
    isComplete |= entry.link().number() == 1;
    return !isComplete && parts.size() < MOST_PARTS && losers.size() < MOST_PARTS;
  }

  private void take(AuditView entry, ChangedView change) {
    DecisionView decision = change.decision();
    if (decision == null) {
      // went with the entity as a whole, e.g. with its former life
      parts.add(entry);
      isComplete = true;
      return;
    }
    boolean isRuling = entry.conflictId() != null;
    StampView against = decision.against();
    if (!APPLIED.contains(decision.result())) {
      if (isRuling && against != null) {
        losers.add(other(change, decision, against));
      } else if (!decision.result().equals(ESCALATED)) {
        losers.add(own(change, decision, entry));
      }
      return;
    }
    parts.add(entry);
    if ((decision.concurrent() || isRuling) && against != null && decision.lost() != null) {
      losers.add(other(change, decision, against));
    }
    isComplete = begins(decision);
  }

  /**
   * The value that the decision was against: of a ruling, the side that the person did not take.
   */
  private WhyView.Loser other(ChangedView change, DecisionView decision, StampView against) {
    return new WhyView.Loser(
        change.entityType(),
        change.entityId(),
        attribute,
        decision.lost(),
        against.edgeNodeId(),
        against.mutationId(),
        against.hlc().wallMs(),
        decision);
  }

  /** The value of the entry's own change. */
  private WhyView.Loser own(ChangedView change, DecisionView decision, AuditView entry) {
    return new WhyView.Loser(
        change.entityType(),
        change.entityId(),
        attribute,
        decision.lost(),
        entry.edgeNodeId(),
        entry.mutationId(),
        entry.atMs(),
        decision);
  }

  /** Whether nothing before the change is part of the value. */
  private static boolean begins(DecisionView decision) {
    boolean isGathered =
        decision.strategy().equals(MergePolicy.COUNTER)
            || decision.strategy().equals(MergePolicy.SET);
    return !isGathered || decision.result().equals(SET);
  }
}
