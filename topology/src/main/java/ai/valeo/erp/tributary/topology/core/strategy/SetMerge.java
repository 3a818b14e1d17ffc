package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.ElementSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code set}: insertions and removals meet element by element; an insertion wins over a removal
 * that has not seen it. A SET removes every element it has seen and inserts its own.
 */
record SetMerge() implements AttributeMerge {

  @Override
  public Step merge(@Nullable AttributeState present, Offer offer) {
    var elements = new ElementEdit(States.elements(present), offer);
    if (present == null && offer.attribute().initial() instanceof Value.Many(var initial)) {
      elements.assume(initial);
    }
    if (offer.change().operator() == Operator.SET) {
      replace(elements, offer);
    } else {
      edit(elements, offer.changes());
    }
    ElementSet next = elements.finish();
    int size = next.value() instanceof Value.Many(var values) ? values.size() : 0;
    if (size > Limits.MAX_ELEMENTS || next.elements().size() > offer.settings().maxElements()) {
      return new Step.Failed(
          Reason.LIMIT, offer.attribute().name() + ": more than " + Limits.MAX_ELEMENTS);
    }
    return Step.of(offer, next, finding(elements, offer));
  }

  private static void replace(ElementEdit elements, Offer offer) {
    List<Value> wanted =
        offer.operand() instanceof Value.Many(List<Value> values) ? values : List.of();
    for (Value value : elements.values()) {
      if (!wanted.contains(value)) {
        elements.remove(value);
      }
    }
    for (Value value : wanted) {
      elements.insert(value);
    }
  }

  private static void edit(ElementEdit elements, List<Change> changes) {
    for (Change change : changes) {
      Value value = change.operand();
      if (value == null) {
        throw new IllegalArgumentException("operand: none (expected: an element)");
      }
      if (change.operator() == Operator.INSERT) {
        elements.insert(value);
      } else {
        elements.remove(value);
      }
    }
  }

  private static Finding finding(ElementEdit elements, Offer offer) {
    var lost = new ArrayList<>(elements.lost());
    Value lostValue =
        switch (lost.size()) {
          case 0 -> null;
          case 1 -> lost.get(0);
          default -> Value.of(lost);
        };
    Result result = result(elements, offer);
    boolean disputed = elements.resisted() > 0;
    return new Finding(
        result, elements.against(), lostValue, elements.against() != null, disputed, null);
  }

  private static Result result(ElementEdit elements, Offer offer) {
    if (elements.applied() == 0 && offer.change().operator() != Operator.SET) {
      return elements.superseded() > 0 && elements.resisted() == 0
          ? Result.SUPERSEDED
          : Result.KEPT;
    }
    if (elements.applied() == 0 && elements.superseded() > 0) {
      return Result.SUPERSEDED;
    }
    return switch (offer.change().operator()) {
      case INSERT -> elements.met() > 0 ? Result.MERGED : Result.ADDED;
      case SET, REMOVE, ADD -> elements.resisted() > 0 ? Result.MERGED : Result.SET;
    };
  }
}
