package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.AuditedFacts;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found while one mutation is merged. Used by one thread and thrown away. */
final class Findings {

  /** Place of the entity as a whole, before all attributes. */
  static final int WHOLE = -1;

  private final @Nullable String clockNote;
  private final List<DecisionFacts> decisions;
  private final List<AuditedFacts> audited;
  private final List<ContenderFacts> contenders = new ArrayList<>(0);
  private int firstPlace = WHOLE;
  private boolean applied;
  private boolean escalated;

  Findings(Incoming incoming) {
    int size = Math.max(1, incoming.mutation().changes().size());
    this.clockNote = incoming.clockNote();
    this.decisions = new ArrayList<>(size);
    this.audited = new ArrayList<>(size);
  }

  /** Notes a decision with the values before and after, and gives it back as it was noted. */
  DecisionFacts decided(DecisionFacts decision, @Nullable Value before, @Nullable Value after) {
    DecisionFacts noted = withClock(decision);
    decisions.add(noted);
    audited.add(new AuditedFacts(noted.attribute(), before, after, noted));
    applied |= noted.result().isApplied();
    escalated |= noted.result() == Result.ESCALATED;
    return noted;
  }

  /** Notes both sides of a dispute. */
  void disputed(int place, ContenderFacts contender) {
    if (contenders.isEmpty()) {
      firstPlace = place;
    }
    contenders.add(contender);
  }

  /** What was decided of an attribute, or none. */
  @Nullable DecisionFacts decision(String attribute) {
    for (DecisionFacts decision : decisions) {
      if (decision.attribute().equals(attribute)) {
        return decision;
      }
    }
    return null;
  }

  /** Notes values that went without a decision of their own. */
  void audited(AuditedFacts facts) {
    audited.add(facts);
  }

  List<DecisionFacts> decisions() {
    return decisions;
  }

  List<AuditedFacts> audited() {
    return audited;
  }

  List<ContenderFacts> contenders() {
    return contenders;
  }

  /** Place of the first disputed attribute, or {@link #WHOLE}. */
  int firstPlace() {
    return firstPlace;
  }

  /** Whether anything took effect. */
  boolean isApplied() {
    return applied;
  }

  /** Whether anything waits for a person. */
  boolean isEscalated() {
    return escalated;
  }

  /** Those changes whose attributes wait for a person. */
  List<Change> escalated(List<Change> changes) {
    var waiting = new ArrayList<Change>(1);
    for (Change change : changes) {
      for (DecisionFacts decision : decisions) {
        if (decision.result() == Result.ESCALATED
            && decision.attribute().equals(change.attribute())) {
          waiting.add(change);
          break;
        }
      }
    }
    return waiting;
  }

  private DecisionFacts withClock(DecisionFacts decision) {
    if (clockNote == null) {
      return decision;
    }
    return new DecisionFacts(
        decision.attribute(),
        decision.result(),
        decision.strategy(),
        decision.concurrent(),
        decision.against(),
        decision.lost(),
        decision.note() == null ? clockNote : decision.note() + "; " + clockNote);
  }

  /** The strategy that an attribute's policy names; none for an attribute that is not there. */
  static String strategy(Incoming incoming, Change change) {
    var attribute = incoming.type().attribute(change.attribute());
    return attribute == null ? "" : attribute.merge().strategy();
  }
}
