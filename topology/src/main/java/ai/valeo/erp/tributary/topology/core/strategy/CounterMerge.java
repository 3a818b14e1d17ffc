package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Meaning;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import ai.valeo.erp.tributary.topology.core.entity.Delta;
import ai.valeo.erp.tributary.topology.core.entity.Ledger;
import ai.valeo.erp.tributary.topology.core.entity.Place;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code counter}: additions are summed; a SET, say a stock count, holds as of its place. Additions
 * above it stay on top of it whenever they arrive, additions below it are already counted.
 */
record CounterMerge() implements AttributeMerge {

  private static final RankOrder ORDER = RankOrder.LAST;

  @Override
  public Step merge(@Nullable AttributeState present, Offer offer) {
    Ledger ledger = States.ledger(present);
    if (ledger == null) {
      Value initial = offer.attribute().initial();
      ledger = new Ledger(initial, null, null, null, List.of(), initial, offer.stamp());
    }
    Place place = place(ledger, offer);
    try {
      return offer.change().operator() == Operator.ADD
          ? add(present, ledger, offer, place)
          : set(present, ledger, offer, place);
    } catch (ArithmeticException overflow) {
      return new Step.Failed(
          Reason.INVARIANT, offer.attribute().name() + ": the sum leaves 64 bits");
    }
  }

  /** Where the change stands: above the highest change that it had seen. */
  private static Place place(Ledger ledger, Offer offer) {
    List<Delta> deltas = ledger.deltas();
    if (!deltas.isEmpty() && outranks(offer, deltas.get(deltas.size() - 1).place())) {
      return Place.of(offer.stamp());
    }
    return ORDER.above(highestSeen(ledger, offer), offer.stamp(), offer.settings().maxDepth());
  }

  /** Whether the change ranks above the highest place, and so above all, seen or not. */
  private static boolean outranks(Offer offer, Place highest) {
    return highest.below() == null && ORDER.compareRanks(offer.stamp(), highest.stamp()) > 0;
  }

  private static @Nullable Place highestSeen(Ledger ledger, Offer offer) {
    Viewer viewer = offer.viewer();
    Place highest = null;
    for (int i = ledger.deltas().size() - 1; i >= 0; i--) {
      Place there = ledger.deltas().get(i).place();
      highest = higher(highest, RankOrder.seenPart(there, viewer));
      if (viewer.hasSeen(there.stamp())) {
        return highest;
      }
    }
    for (Place there : new Place[] {ledger.foldedUpTo(), ledger.basePlace()}) {
      if (there != null) {
        highest = higher(highest, RankOrder.seenPart(there, viewer));
      }
    }
    return highest;
  }

  private static @Nullable Place higher(@Nullable Place left, @Nullable Place right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return ORDER.compare(left, right) >= 0 ? left : right;
  }

  private static Step add(
      @Nullable AttributeState present, Ledger ledger, Offer offer, Place place) {
    Value asked = offer.change().operand();
    if (asked == null) {
      throw new IllegalArgumentException("operand: none (expected: one, with ADD)");
    }
    Place base = ledger.basePlace();
    if (base != null && ORDER.compare(place, base) < 0) {
      boolean concurrent = !offer.viewer().isOvertakenBy(base.stamp());
      var counted =
          new Finding(
              Result.SUPERSEDED, base.stamp(), asked, concurrent, concurrent, "already counted");
      return Step.of(offer, present, counted);
    }
    Value before = ledger.value();
    return switch (Bounds.sum(offer.attribute(), before, Meaning.sum(before, asked))) {
      case Bounds.Refused(String message) -> new Step.Failed(Reason.INVARIANT, message);
      case Bounds.Allowed allowed -> added(ledger, offer, place, allowed);
    };
  }

  private static Step added(Ledger ledger, Offer offer, Place place, Bounds.Allowed allowed) {
    Value asked = required(offer.change().operand());
    Value after = required(allowed.value());
    Value before = ledger.value();
    Value amount =
        allowed.mark() == Result.CLAMPED && before != null
            ? Meaning.sum(after, Meaning.negate(before))
            : asked;
    Stamp unseen = ledger.unseenBy(offer.viewer());
    Finding finding =
        unseen == null ? Finding.applied(Result.ADDED) : Finding.agreed(Result.ADDED, unseen);
    if (!amount.equals(asked)) {
      Value kept = Meaning.sum(asked, Meaning.negate(amount));
      finding = new Finding(Result.CLAMPED, unseen, kept, unseen != null, false, null);
    }
    Ledger next = insert(ledger, new Delta(amount, place), offer, after);
    return Step.of(offer, next, finding.marked(allowed.mark()).noting(allowed.note()));
  }

  private static Ledger insert(Ledger ledger, Delta delta, Offer offer, Value after) {
    Place border = ledger.foldedUpTo();
    if (border != null && ORDER.compare(delta.place(), border) < 0) {
      Value folded = Meaning.sum(ledger.folded(), delta.amount());
      return new Ledger(
          ledger.base(), ledger.basePlace(), folded, border, ledger.deltas(), after, offer.stamp());
    }
    var deltas = new ArrayList<Delta>(ledger.deltas().size() + 1);
    deltas.addAll(ledger.deltas());
    int at = deltas.size();
    while (at > 0 && ORDER.compare(deltas.get(at - 1).place(), delta.place()) > 0) {
      at--;
    }
    deltas.add(at, delta);
    return fold(ledger, deltas, offer, after);
  }

  /** Forgets where the lowest additions stand, beyond the horizon or the bound. */
  private static Ledger fold(Ledger ledger, List<Delta> deltas, Offer offer, Value after) {
    Value folded = ledger.folded();
    Place border = ledger.foldedUpTo();
    int first = 0;
    while (first < deltas.size()
        && (deltas.size() - first > offer.settings().maxDeltas()
            || deltas.get(first).place().stamp().hlc().wallMs() < offer.forgetBeforeMs())) {
      folded = Meaning.sum(folded, deltas.get(first).amount());
      border = deltas.get(first).place();
      first++;
    }
    return new Ledger(
        ledger.base(),
        ledger.basePlace(),
        folded,
        border,
        first == 0 ? deltas : deltas.subList(first, deltas.size()),
        after,
        offer.stamp());
  }

  private static Step set(
      @Nullable AttributeState present, Ledger ledger, Offer offer, Place place) {
    if (Bounds.operand(offer.attribute(), offer.operand())
        instanceof Bounds.Refused(String message)) {
      return new Step.Failed(Reason.INVARIANT, message);
    }
    Place base = ledger.basePlace();
    if (base != null && ORDER.compare(place, base) < 0) {
      Finding finding =
          offer.viewer().isOvertakenBy(base.stamp())
              ? Finding.superseded(base.stamp(), offer.operand())
              : Finding.disputed(Result.KEPT, base.stamp(), offer.operand());
      return Step.of(offer, present, finding);
    }
    Place border = ledger.foldedUpTo();
    if (border != null && ORDER.compare(place, border) < 0) {
      Finding late = Finding.disputed(Result.KEPT, border.stamp(), offer.operand());
      return Step.of(
          offer, present, late.noting("too late: additions after it are not held one by one"));
    }
    return count(ledger, offer, place);
  }

  /** Takes the count and puts the additions above it on top. */
  private static Step count(Ledger ledger, Offer offer, Place place) {
    List<Delta> deltas = ledger.deltas();
    int above = deltas.size();
    while (above > 0 && ORDER.compare(deltas.get(above - 1).place(), place) > 0) {
      above--;
    }
    List<Delta> onTop = deltas.subList(above, deltas.size());
    Value sum = null;
    for (Delta delta : onTop) {
      sum = Meaning.sum(sum, delta.amount());
    }
    Value counted = offer.operand();
    Value total = sum == null ? counted : Meaning.sum(counted, sum);
    if (total == null) {
      var cleared = new Ledger(null, place, null, null, List.of(), null, offer.stamp());
      return Step.of(offer, cleared, finding(ledger, offer, onTop));
    }
    return switch (Bounds.sum(offer.attribute(), ledger.value(), total)) {
      case Bounds.Refused(String message) -> new Step.Failed(Reason.INVARIANT, message);
      case Bounds.Allowed allowed -> {
        Value after = required(allowed.value());
        Value base = sum == null ? after : Meaning.sum(after, Meaning.negate(sum));
        var next = new Ledger(base, place, null, null, onTop, after, offer.stamp());
        Finding finding = finding(ledger, offer, onTop);
        yield Step.of(offer, next, finding.marked(allowed.mark()).noting(allowed.note()));
      }
    };
  }

  private static Finding finding(Ledger ledger, Offer offer, List<Delta> onTop) {
    Place base = ledger.basePlace();
    Result result = onTop.isEmpty() ? Result.SET : Result.MERGED;
    if (base != null && !offer.viewer().hasSeen(base.stamp())) {
      Finding won = Finding.disputed(result, base.stamp(), ledger.base());
      return won.noting(onTop(onTop));
    }
    Stamp unseen = ledger.unseenBy(offer.viewer());
    Finding finding = unseen == null ? Finding.applied(result) : Finding.agreed(result, unseen);
    return finding.noting(onTop(onTop));
  }

  private static @Nullable String onTop(List<Delta> onTop) {
    return onTop.isEmpty() ? null : "later additions on top: " + onTop.size();
  }

  private static Value required(@Nullable Value value) {
    if (value == null) {
      throw new IllegalStateException("value: none (expected: a number)");
    }
    return value;
  }
}
