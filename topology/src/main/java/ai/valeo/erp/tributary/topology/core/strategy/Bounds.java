package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.ChangeRules;
import ai.valeo.erp.tributary.schemas.entity.Meaning;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import org.jspecify.annotations.Nullable;

/** Bounds of an attribute's values (rule R13). */
final class Bounds {

  private Bounds() {}

  /** What the bounds make of a value. */
  sealed interface Bounded {}

  /**
   * The value may stand.
   *
   * @param value the value, at the bound if it was clamped
   * @param mark how the bound showed, or none if the value lies within
   * @param note by how much it was crossed, or none
   */
  record Allowed(@Nullable Value value, @Nullable Result mark, @Nullable String note)
      implements Bounded {}

  /** The value may not stand. */
  record Refused(String message) implements Bounded {}

  /** Checks an operand, whatever stands there, so that the answer does not depend on order. */
  static Bounded operand(Attribute attribute, @Nullable Value operand) {
    Value bound = operand == null ? null : crossed(attribute.merge(), operand);
    return operand == null || bound == null
        ? new Allowed(operand, null, null)
        : beyond(attribute, operand, bound);
  }

  /**
   * Checks a sum against what it was before: a change that brings a value nearer to its bounds is
   * never refused.
   */
  static Bounded sum(Attribute attribute, @Nullable Value before, Value sum) {
    if (ChangeRules.coerce(attribute.type(), sum) == null) {
      return new Refused(attribute.name() + ": " + plain(sum) + " (expected: within its type)");
    }
    Value bound = crossed(attribute.merge(), sum);
    if (bound == null) {
      return new Allowed(sum, null, null);
    }
    boolean below = sum.compareTo(bound) < 0;
    if (before != null && (below ? sum.compareTo(before) >= 0 : sum.compareTo(before) <= 0)) {
      return new Allowed(sum, null, null);
    }
    return beyond(
        attribute, sum, before != null && isBeyond(before, bound, below) ? before : bound);
  }

  private static boolean isBeyond(Value value, Value bound, boolean below) {
    return below ? value.compareTo(bound) < 0 : value.compareTo(bound) > 0;
  }

  private static Bounded beyond(Attribute attribute, Value value, Value bound) {
    return switch (attribute.merge().onViolation()) {
      case REJECT ->
          new Refused(attribute.name() + ": " + plain(value) + " (bound: " + plain(bound) + ")");
      case CLAMP ->
          new Allowed(bound, Result.CLAMPED, "stopped at " + plain(bound) + by(value, bound));
      case BACKORDER ->
          new Allowed(value, Result.BACKORDERED, "beyond " + plain(bound) + by(value, bound));
    };
  }

  private static String by(Value value, Value bound) {
    return value instanceof Value.Whole || value instanceof Value.Decimal
        ? ", short by " + plain(Meaning.sum(bound, Meaning.negate(value))).replace("-", "")
        : "";
  }

  private static @Nullable Value crossed(MergePolicy policy, Value value) {
    Value minimum = policy.minimum();
    if (minimum != null && value.compareTo(minimum) < 0) {
      return minimum;
    }
    Value maximum = policy.maximum();
    return maximum != null && value.compareTo(maximum) > 0 ? maximum : null;
  }

  /** A number without the name of its kind. */
  static String plain(Value value) {
    return switch (value) {
      case Value.Whole(long number) -> Long.toString(number);
      case Value.Decimal(var number) -> number.toPlainString();
      case Value.Real(double number) -> Double.toString(number);
      case Value.Flag flag -> flag.toString();
      case Value.Text text -> text.toString();
      case Value.Many many -> many.toString();
      case Value.Structure structure -> structure.toString();
    };
  }
}
