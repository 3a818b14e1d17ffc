package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import org.jspecify.annotations.Nullable;

/** A strategy of one's own, asked where a change meets one that it had not seen. */
record OwnMerge(MergeStrategy strategy) implements AttributeMerge {

  @Override
  public Step merge(@Nullable AttributeState present, Offer offer) {
    return switch (Bounds.operand(offer.attribute(), offer.operand())) {
      case Bounds.Refused(String message) -> new Step.Failed(Reason.INVARIANT, message);
      case Bounds.Allowed allowed -> meet(States.register(present), offer, allowed);
    };
  }

  private Step meet(@Nullable Register present, Offer offer, Bounds.Allowed allowed) {
    if (present == null || offer.viewer().hasSeen(present.stamp())) {
      return decided(offer, taken(offer, allowed.value()), applied(allowed));
    }
    Stamp stamp = present.stamp();
    if (offer.viewer().isOvertakenBy(stamp)) {
      return decided(offer, present, Finding.superseded(stamp, offer.operand()));
    }
    var there = new MergeStrategy.Side(present.value(), stamp);
    var here = new MergeStrategy.Side(allowed.value(), offer.stamp());
    return switch (strategy.merge(offer.attribute(), there, here)) {
      case MergeStrategy.Keep() ->
          decided(offer, present, Finding.disputed(Result.KEPT, stamp, offer.operand()));
      case MergeStrategy.Take() ->
          decided(
              offer,
              taken(offer, allowed.value()),
              Finding.disputed(Result.SET, stamp, present.value())
                  .marked(allowed.mark())
                  .noting(allowed.note()));
      case MergeStrategy.Escalate() ->
          decided(offer, present, Finding.disputed(Result.ESCALATED, stamp, null));
      case MergeStrategy.Combine(Value value) -> combined(present, offer, value);
    };
  }

  private Step combined(Register present, Offer offer, Value value) {
    Value exact = ChangeRules.coerce(offer.attribute().type(), value);
    if (exact == null) {
      throw new IllegalStateException(
          "strategy " + label() + " made a value that does not fit " + offer.attribute().name());
    }
    return switch (Bounds.operand(offer.attribute(), exact)) {
      case Bounds.Refused(String message) -> new Step.Failed(Reason.INVARIANT, message);
      case Bounds.Allowed allowed ->
          decided(
              offer,
              taken(offer, allowed.value()),
              Finding.disputed(Result.MERGED, present.stamp(), present.value())
                  .marked(allowed.mark())
                  .noting(allowed.note()));
    };
  }

  private Step decided(Offer offer, Register next, Finding finding) {
    return Step.named(label(), offer, next, finding);
  }

  private static Register taken(Offer offer, @Nullable Value value) {
    return new Register(value, Place.of(offer.stamp()));
  }

  private static Finding applied(Bounds.Allowed allowed) {
    return Finding.applied(Result.SET).marked(allowed.mark()).noting(allowed.note());
  }

  private String label() {
    return strategy.name() + "@" + strategy.version();
  }
}
