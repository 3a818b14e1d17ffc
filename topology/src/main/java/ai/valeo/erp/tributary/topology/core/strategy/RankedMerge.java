package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import org.jspecify.annotations.Nullable;

/** {@code last-writer}, {@code first-writer} and {@code priority}: the greatest place wins. */
record RankedMerge(RankOrder order) implements AttributeMerge {

  @Override
  public Step merge(@Nullable AttributeState present, Offer offer) {
    return switch (Bounds.operand(offer.attribute(), offer.operand())) {
      case Bounds.Refused(String message) -> new Step.Failed(Reason.INVARIANT, message);
      case Bounds.Allowed allowed -> place(States.register(present), offer, allowed);
    };
  }

  private Step place(@Nullable Register present, Offer offer, Bounds.Allowed allowed) {
    if (present == null) {
      var first = new Register(allowed.value(), Place.of(offer.stamp()));
      return Step.of(offer, first, applied(allowed));
    }
    Place top = present.place();
    Viewer viewer = offer.viewer();
    int maxDepth = offer.settings().maxDepth();
    if (viewer.hasSeen(top.stamp())) {
      Place above = order.above(top, top, offer.stamp(), maxDepth);
      return Step.of(offer, new Register(allowed.value(), above), applied(allowed));
    }
    Stamp later = RankOrder.overtaking(top, viewer);
    if (later != null) {
      return Step.of(offer, present, Finding.superseded(later, offer.operand()));
    }
    Place seen = RankOrder.seenPart(top, viewer);
    Place above = order.above(top, seen, offer.stamp(), maxDepth);
    boolean wins = order.compare(above, top) > 0;
    Value lost = wins ? present.value() : offer.operand();
    if (!wins) {
      Place stays = seen == null ? top : top.builtOn(seen, offer.stamp().edgeNode());
      var next = new Register(present.value(), stays);
      return Step.of(offer, next, Finding.disputed(Result.KEPT, top.stamp(), lost));
    }
    Finding won = Finding.disputed(Result.SET, top.stamp(), lost);
    return Step.of(
        offer,
        new Register(allowed.value(), above),
        won.marked(allowed.mark()).noting(allowed.note()));
  }

  private static Finding applied(Bounds.Allowed allowed) {
    return Finding.applied(Result.SET).marked(allowed.mark()).noting(allowed.note());
  }
}
