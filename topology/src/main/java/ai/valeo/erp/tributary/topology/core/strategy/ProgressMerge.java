package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Register;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code progress}: a declared order of states with declared steps. A step that has seen the
 * present state must be legal from there; of two concurrent legal steps the further one wins.
 *
 * <p>A concurrent step is judged by the state its author saw, never by the present one, which
 * depends on what came first. A CREATE may begin in any state, for entities have lives before they
 * come here; where the entity is there already, the further state stands, whoever has seen what.
 */
record ProgressMerge() implements AttributeMerge {

  @Override
  public Step merge(@Nullable AttributeState present, Offer offer) {
    Register register = States.register(present);
    String next = offer.operand() instanceof Value.Text(String text) ? text : "";
    int place = place(offer.attribute().merge(), next);
    if (place < 0) {
      return illegal(offer, null, next);
    }
    if (register == null) {
      return first(offer, next);
    }
    Stamp stamp = register.stamp();
    if (offer.viewer().isOvertakenBy(stamp)) {
      return Step.of(offer, register, Finding.superseded(stamp, offer.operand()));
    }
    return offer.viewer().hasSeen(stamp)
        ? seen(register, offer, next)
        : concurrent(register, offer, next);
  }

  private static Step first(Offer offer, String next) {
    String initial = text(offer.attribute().initial());
    if (!offer.creating() && initial != null) {
      if (initial.equals(next)) {
        return Step.of(offer, null, Finding.idle(null, "same state"));
      }
      if (!offer.attribute().merge().isLegalStep(initial, next)) {
        return illegal(offer, initial, next);
      }
    }
    return Step.of(offer, taken(offer), Finding.applied(Result.SET));
  }

  private static Step seen(Register present, Offer offer, String next) {
    String from = text(present.value());
    if (next.equals(from)) {
      return Step.of(offer, present.sharedWith(offer.stamp()), Finding.idle(null, "same state"));
    }
    MergePolicy policy = offer.attribute().merge();
    if (from != null && offer.creating() && place(policy, next) < place(policy, from)) {
      Finding idle = Finding.idle(offer.operand(), "not beyond the state that stands");
      return Step.of(offer, present, idle);
    }
    if (from != null && !offer.creating() && !policy.isLegalStep(from, next)) {
      return illegal(offer, from, next);
    }
    return Step.of(offer, taken(offer), Finding.applied(Result.SET));
  }

  private static Step concurrent(Register present, Offer offer, String next) {
    MergePolicy policy = offer.attribute().merge();
    String expected = offer.change().expected();
    if (!offer.creating() && !isPossible(policy, expected, next)) {
      return illegal(offer, expected, next);
    }
    String from = text(present.value());
    int further = place(policy, next) - (from == null ? -1 : place(policy, from));
    if (further > 0) {
      return Step.of(
          offer, taken(offer), Finding.disputed(Result.SET, present.stamp(), present.value()));
    }
    if (further == 0) {
      Finding same = Finding.agreed(Result.KEPT, present.stamp()).noting("same state");
      return Step.of(offer, present.sharedWith(offer.stamp()), same);
    }
    return Step.of(offer, present, Finding.disputed(Result.KEPT, present.stamp(), offer.operand()));
  }

  /**
   * Whether the step is legal from the state seen, or from some state if none is named; so is none.
   */
  private static boolean isPossible(MergePolicy policy, @Nullable String expected, String next) {
    if (expected != null) {
      return expected.equals(next) || policy.isLegalStep(expected, next);
    }
    for (List<String> followers : policy.steps().values()) {
      if (followers.contains(next)) {
        return true;
      }
    }
    return false;
  }

  private static Register taken(Offer offer) {
    return new Register(offer.operand(), Place.of(offer.stamp()));
  }

  private static Step illegal(Offer offer, @Nullable String from, String next) {
    return new Step.Failed(
        Reason.ILLEGAL_STEP, offer.attribute().name() + ": from " + from + " to " + next);
  }

  private static @Nullable String text(@Nullable Value value) {
    return value instanceof Value.Text(String text) ? text : null;
  }

  private static int place(MergePolicy policy, String state) {
    int place = 0;
    for (String declared : policy.steps().keySet()) {
      if (declared.equals(state)) {
        return place;
      }
      place++;
    }
    return -1;
  }
}
