package ai.valeo.erp.tributary.schemas.entity;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change means when nothing stands against it: the value it makes out of the value present.
 *
 * <p>The edge uses it to show its own pending changes, the centre where no conflict is in play.
 * Operands are expected to have passed {@link ChangeRules}.
 */
public final class Meaning {

  private Meaning() {}

  /**
   * The value after the change.
   *
   * @param present the value before, or none; then the attribute's initial value counts
   * @return the new value, or none if the change clears it
   * @throws IllegalArgumentException if operator and values do not fit each other
   * @throws ArithmeticException if a sum leaves 64 bits
   */
  public static @Nullable Value apply(Attribute attribute, @Nullable Value present, Change change) {
    Value before = present == null ? attribute.initial() : present;
    Value operand = change.operand();
    if (operand == null) {
      return null;
    }
    return switch (change.operator()) {
      case SET -> operand;
      case ADD -> sum(before, operand);
      case INSERT -> withElement(before, operand);
      case REMOVE -> withoutElement(before, operand);
    };
  }

  /** The sum of two numbers of one kind; an absent first one counts as zero. */
  public static Value sum(@Nullable Value left, Value right) {
    if (left == null) {
      return right;
    }
    if (left instanceof Value.Whole(long a) && right instanceof Value.Whole(long b)) {
      return Value.of(Math.addExact(a, b));
    }
    if (left instanceof Value.Decimal(BigDecimal a)
        && right instanceof Value.Decimal(BigDecimal b)) {
      return Value.of(a.add(b));
    }
    throw new IllegalArgumentException(
        "operand: " + right + " (expected: a number like " + left + ")");
  }

  /** The number with the opposite sign. */
  public static Value negate(Value number) {
    return switch (number) {
      case Value.Whole(long a) -> Value.of(Math.negateExact(a));
      case Value.Decimal(BigDecimal a) -> Value.of(a.negate());
      default -> throw new IllegalArgumentException("number: " + number + " (expected: a number)");
    };
  }

  private static Value withElement(@Nullable Value before, Value element) {
    var elements = new TreeSet<>(elements(before));
    elements.add(element);
    return Value.of(new ArrayList<>(elements));
  }

  private static Value withoutElement(@Nullable Value before, Value element) {
    var elements = new TreeSet<>(elements(before));
    elements.remove(element);
    return Value.of(new ArrayList<>(elements));
  }

  private static List<Value> elements(@Nullable Value before) {
    if (before == null) {
      return List.of();
    }
    if (before instanceof Value.Many(List<Value> elements)) {
      return elements;
    }
    throw new IllegalArgumentException("present: " + before + " (expected: a set)");
  }
}
