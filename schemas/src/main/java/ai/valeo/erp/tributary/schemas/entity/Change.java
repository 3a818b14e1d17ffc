package ai.valeo.erp.tributary.schemas.entity;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One attribute operation inside a mutation: the intent, never only the result.
 *
 * @param attribute name of the attribute
 * @param operator the intent
 * @param operand its operand; absent only with SET, where it clears the attribute
 * @param expected for {@code progress} attributes: the state the step starts from, as the user saw
 *     it
 */
public record Change(
    String attribute, Operator operator, @Nullable Value operand, @Nullable String expected) {

  public Change {
    if (operand == null && operator != Operator.SET) {
      throw new IllegalArgumentException("operand: none (expected: one, with " + operator + ")");
    }
  }

  /** Sets the attribute. */
  public static Change set(String attribute, Value operand) {
    return new Change(attribute, Operator.SET, operand, null);
  }

  /** Clears the attribute. */
  public static Change clear(String attribute) {
    return new Change(attribute, Operator.SET, null, null);
  }

  /** Moves a {@code progress} attribute one step. */
  public static Change step(String attribute, String expected, String next) {
    return new Change(attribute, Operator.SET, Value.of(next), expected);
  }

  /** Adds to a whole number. */
  public static Change add(String attribute, long amount) {
    return new Change(attribute, Operator.ADD, Value.of(amount), null);
  }

  /** Adds to a decimal number. */
  public static Change add(String attribute, BigDecimal amount) {
    return new Change(attribute, Operator.ADD, Value.of(amount), null);
  }

  /** Puts an element into a set. */
  public static Change insert(String attribute, Value element) {
    return new Change(attribute, Operator.INSERT, element, null);
  }

  /** Takes an element out of a set. */
  public static Change remove(String attribute, Value element) {
    return new Change(attribute, Operator.REMOVE, element, null);
  }
}
