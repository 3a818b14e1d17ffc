package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.ContenderFacts;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Attributes;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import ai.valeo.erp.tributary.topology.core.strategy.Offer;
import ai.valeo.erp.tributary.topology.core.strategy.Step;
import ai.valeo.erp.tributary.topology.core.strategy.StrategyDispatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the changes of one mutation through the strategies, attribute by attribute. Used by one
 * thread and thrown away.
 */
final class AttributePass {

  private final Incoming incoming;
  private final Viewer viewer;
  private final Findings findings;
  private final @Nullable AttributeState[] states;
  private Step.@Nullable Failed failed;

  AttributePass(Incoming incoming, Viewer viewer, Attributes before, Findings findings) {
    this.incoming = incoming;
    this.viewer = viewer;
    this.findings = findings;
    this.states = before.toArray(incoming.type().attributes().size());
  }

  /** Merges all changes; they are in {@link #next()} if {@link #failed()} stays empty. */
  void run(boolean creating) {
    List<Change> changes = incoming.mutation().changes();
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (!isElementwise(change)) {
        merge(List.of(change), creating);
      } else if (isFirstOfItsAttribute(changes, i)) {
        merge(elementwise(changes, change.attribute(), i), creating);
      }
    }
  }

  /** Why the whole mutation fails, or none; the first reason in their order. */
  Step.@Nullable Failed failed() {
    return failed;
  }

  /** The attributes afterwards. */
  Attributes next() {
    return Attributes.of(states);
  }

  private void merge(List<Change> changes, boolean creating) {
    int place = place(incoming.type().attributes(), changes.get(0).attribute());
    Attribute attribute = incoming.type().attributes().get(place);
    var offer =
        new Offer(
            attribute,
            changes,
            viewer,
            creating,
            incoming.forgetBeforeMs(),
            incoming.context().settings());
    AttributeState before = states[place];
    switch (StrategyDispatch.merge(before, offer, incoming.context().strategies())) {
      case Step.Failed failure -> {
        if (failed == null || failure.reason().compareTo(failed.reason()) < 0) {
          failed = failure;
        }
      }
      case Step.Decided decided -> {
        states[place] = decided.next();
        note(place, offer, before, decided);
      }
    }
  }

  private void note(int place, Offer offer, @Nullable AttributeState before, Step.Decided decided) {
    Attribute attribute = offer.attribute();
    Value was = before == null ? attribute.initial() : before.value();
    AttributeState next = decided.next();
    Value is = next == null ? attribute.initial() : next.value();
    DecisionFacts decision = findings.decided(decided.decision(), was, is);
    if (decided.disputed()) {
      findings.disputed(place, contender(offer, was, is, decision));
    }
  }

  private static ContenderFacts contender(
      Offer offer, @Nullable Value was, @Nullable Value is, DecisionFacts decision) {
    return new ContenderFacts(
        decision.attribute(),
        decision.strategy(),
        was,
        decision.against(),
        offered(offer.changes()),
        offer.change().operator(),
        is,
        winner(offer, decision));
  }

  private static String winner(Offer offer, DecisionFacts decision) {
    String own = offer.stamp().mutationId().value();
    if (decision.against() == null) {
      return own;
    }
    String other = decision.against().mutationId().value();
    return decision.result() == Result.MERGED
        ? other + "," + own
        : decision.result().isApplied() ? own : other;
  }

  /** Operand of a change, or the list of those of several. */
  static @Nullable Value offered(List<Change> changes) {
    if (changes.size() == 1) {
      return changes.get(0).operand();
    }
    var operands = new ArrayList<Value>(changes.size());
    for (Change change : changes) {
      if (change.operand() != null) {
        operands.add(change.operand());
      }
    }
    return Value.of(operands);
  }

  static int place(List<Attribute> attributes, String name) {
    for (int place = 0; place < attributes.size(); place++) {
      if (attributes.get(place).name().equals(name)) {
        return place;
      }
    }
    throw new IllegalArgumentException("attribute: " + name + " unknown");
  }

  private static boolean isElementwise(Change change) {
    return change.operator() == Operator.INSERT || change.operator() == Operator.REMOVE;
  }

  private static boolean isFirstOfItsAttribute(List<Change> changes, int at) {
    for (int i = 0; i < at; i++) {
      if (changes.get(i).attribute().equals(changes.get(at).attribute())) {
        return false;
      }
    }
    return true;
  }

  private static List<Change> elementwise(List<Change> changes, String attribute, int from) {
    var same = new ArrayList<Change>();
    for (int i = from; i < changes.size(); i++) {
      if (changes.get(i).attribute().equals(attribute)) {
        same.add(changes.get(i));
      }
    }
    return same;
  }
}
