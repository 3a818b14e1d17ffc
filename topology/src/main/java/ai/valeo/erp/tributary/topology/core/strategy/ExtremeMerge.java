package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import org.jspecify.annotations.Nullable;

/**
 * {@code maximum} and {@code minimum}: the most extreme value ever offered stays, also against a
 * change that has seen it. Clearing offers nothing.
 *
 * @param sign 1 for the maximum, -1 for the minimum
 */
record ExtremeMerge(int sign) implements AttributeMerge {

  @Override
  public Step merge(@Nullable AttributeState present, Offer offer) {
    return switch (Bounds.operand(offer.attribute(), offer.operand())) {
      case Bounds.Refused(String message) -> new Step.Failed(Reason.INVARIANT, message);
      case Bounds.Allowed allowed -> compare(States.register(present), offer, allowed);
    };
  }

  private Step compare(@Nullable Register present, Offer offer, Bounds.Allowed allowed) {
    Value offered = allowed.value();
    if (present == null) {
      return Step.of(offer, taken(offer, offered), applied(Finding.applied(Result.SET), allowed));
    }
    boolean seen = offer.viewer().hasSeen(present.stamp());
    int more = sign * order(offered, present.value());
    if (more > 0) {
      Finding finding =
          seen
              ? Finding.applied(Result.SET)
              : Finding.disputed(Result.SET, present.stamp(), present.value());
      return Step.of(offer, taken(offer, offered), applied(finding, allowed));
    }
    if (more == 0) {
      return Step.of(offer, present.sharedWith(offer.stamp()), Finding.idle(null, "same value"));
    }
    return Step.of(
        offer,
        present,
        seen
            ? Finding.idle(offer.operand(), "not beyond the value that stands")
            : Finding.disputed(Result.KEPT, present.stamp(), offer.operand()));
  }

  /** An absent value is less extreme than any other. */
  private int order(@Nullable Value left, @Nullable Value right) {
    if (left == null || right == null) {
      return sign * Boolean.compare(left != null, right != null);
    }
    return left.compareTo(right);
  }

  private static Register taken(Offer offer, @Nullable Value value) {
    return new Register(value, Place.of(offer.stamp()));
  }

  private static Finding applied(Finding finding, Bounds.Allowed allowed) {
    return finding.marked(allowed.mark()).noting(allowed.note());
  }
}
