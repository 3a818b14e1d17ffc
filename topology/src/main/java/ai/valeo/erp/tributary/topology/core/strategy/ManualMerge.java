package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code manual}: a concurrent change waits for a person unless it says the same. */
record ManualMerge() implements AttributeMerge {

  @Override
  public Step merge(@Nullable AttributeState present, Offer offer) {
    return switch (Bounds.operand(offer.attribute(), offer.operand())) {
      case Bounds.Refused(String message) -> new Step.Failed(Reason.INVARIANT, message);
      case Bounds.Allowed allowed -> meet(States.register(present), offer, allowed);
    };
  }

  private static Step meet(@Nullable Register present, Offer offer, Bounds.Allowed allowed) {
    if (present == null || offer.viewer().hasSeen(present.stamp())) {
      var taken = new Register(allowed.value(), Place.of(offer.stamp()));
      Finding applied = Finding.applied(Result.SET);
      return Step.of(offer, taken, applied.marked(allowed.mark()).noting(allowed.note()));
    }
    Stamp stamp = present.stamp();
    if (offer.viewer().isOvertakenBy(stamp)) {
      return Step.of(offer, present, Finding.superseded(stamp, offer.operand()));
    }
    if (Objects.equals(present.value(), allowed.value())) {
      Finding same = Finding.agreed(Result.KEPT, stamp).noting("same value");
      return Step.of(offer, present.sharedWith(offer.stamp()), same);
    }
    return Step.of(offer, present, Finding.disputed(Result.ESCALATED, stamp, null));
  }
}
