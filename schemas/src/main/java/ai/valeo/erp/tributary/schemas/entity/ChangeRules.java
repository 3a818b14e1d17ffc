package ai.valeo.erp.tributary.schemas.entity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a mutation's changes must be to be processed at all (rule R3). The edge asks before it
 * captures, the centre asks again before it merges.
 */
public final class ChangeRules {

  private ChangeRules() {}

  /** Answer of {@link #check}. */
  public sealed interface Checked {}

  /** The changes are sound; their operands have the exact type of their attributes. */
  public record Valid(List<Change> changes) implements Checked {
    /** Copies. */
    public Valid {
      changes = List.copyOf(changes);
    }
  }

  /** The changes are refused; the first reason in the order of {@link Reason} is given. */
  public record Invalid(Reason reason, String message) implements Checked {}

  /**
   * Checks the changes of one mutation against its entity type.
   *
   * @return the changes with operands brought to the attributes' types, or the reason of refusal
   */
  public static Checked check(EntityType type, OperationType operation, List<Change> changes) {
    Invalid first = checkShape(operation, changes);
    if (first != null) {
      return first;
    }
    Invalid worst = null;
    var sound = new ArrayList<Change>(changes.size());
    for (Change change : changes) {
      Object checked = checkChange(type, change);
      if (checked instanceof Change good) {
        sound.add(good);
      } else if (checked instanceof Invalid bad
          && (worst == null || bad.reason().compareTo(worst.reason()) < 0)) {
        worst = bad;
      }
    }
    if (worst == null && operation == OperationType.CREATE) {
      worst = missing(type, changes);
    }
    return worst == null ? new Valid(sound) : worst;
  }

  private static @Nullable Invalid checkShape(OperationType operation, List<Change> changes) {
    if (operation == OperationType.DELETE) {
      return changes.isEmpty()
          ? null
          : new Invalid(Reason.INVALID_CHANGES, "DELETE has changes (expected: none)");
    }
    if (changes.isEmpty()) {
      return new Invalid(Reason.NO_CHANGES, operation + " without changes");
    }
    if (changes.size() > Limits.MAX_CHANGES) {
      return new Invalid(
          Reason.INVALID_CHANGES,
          "changes: " + changes.size() + " (expected: at most " + Limits.MAX_CHANGES + ")");
    }
    return repeated(changes);
  }

  /** Elements may be inserted and removed many times; everything else at most once an attribute. */
  private static @Nullable Invalid repeated(List<Change> changes) {
    if (changes.size() == 1) {
      return null;
    }
    Set<String> seen = new HashSet<>();
    Set<String> elementwise = new HashSet<>();
    for (Change change : changes) {
      boolean element =
          change.operator() == Operator.INSERT || change.operator() == Operator.REMOVE;
      boolean isNew = seen.add(change.attribute());
      if (element && (isNew || elementwise.contains(change.attribute()))) {
        elementwise.add(change.attribute());
      } else if (!isNew) {
        return new Invalid(
            Reason.INVALID_CHANGES, "attribute: " + clip(change.attribute()) + " changed twice");
      }
    }
    return null;
  }

  private static @Nullable Invalid missing(EntityType type, List<Change> changes) {
    for (Attribute attribute : type.attributes()) {
      if (attribute.required()
          && changes.stream().noneMatch(change -> change.attribute().equals(attribute.name()))) {
        return new Invalid(
            Reason.MISSING_ATTRIBUTE, "attribute: " + attribute.name() + " missing in CREATE");
      }
    }
    return null;
  }

  /** A sound {@link Change} or an {@link Invalid}. */
  private static Object checkChange(EntityType type, Change change) {
    Attribute attribute = type.attribute(change.attribute());
    if (attribute == null) {
      return new Invalid(
          Reason.UNKNOWN_ATTRIBUTE, "attribute: " + clip(change.attribute()) + " unknown");
    }
    if (!allows(attribute, change.operator())) {
      return new Invalid(
          Reason.INVALID_OPERATOR,
          attribute.name() + ": " + change.operator() + " (strategy " + strategy(attribute) + ")");
    }
    Value operand = change.operand();
    if (operand == null) {
      return attribute.clearable() && !attribute.required()
          ? change
          : new Invalid(Reason.MISSING_ATTRIBUTE, attribute.name() + ": may not be cleared");
    }
    AttributeType expected = operandType(attribute, change.operator());
    Value exact = coerce(expected, operand);
    if (exact == null) {
      return new Invalid(
          Reason.INVALID_VALUE, attribute.name() + ": operand does not fit " + expected);
    }
    if (MergePolicy.SET.equals(strategy(attribute)) && exact instanceof Value.Many many) {
      exact = Value.of(new ArrayList<>(new TreeSet<>(many.elements())));
    }
    return exact.equals(operand)
        ? change
        : new Change(change.attribute(), change.operator(), exact, change.expected());
  }

  private static boolean allows(Attribute attribute, Operator operator) {
    return switch (operator) {
      case SET -> true;
      case ADD -> MergePolicy.COUNTER.equals(strategy(attribute));
      case INSERT, REMOVE -> MergePolicy.SET.equals(strategy(attribute));
    };
  }

  private static AttributeType operandType(Attribute attribute, Operator operator) {
    AttributeType type = attribute.type();
    return switch (operator) {
      case SET -> type;
      case ADD -> type instanceof AttributeType.Whole ? ANY_WHOLE : type;
      case INSERT, REMOVE -> type instanceof AttributeType.Many many ? many.element() : type;
    };
  }

  private static final AttributeType ANY_WHOLE =
      new AttributeType.Whole(-Long.MAX_VALUE, Long.MAX_VALUE);

  private static String strategy(Attribute attribute) {
    return attribute.merge().strategy();
  }

  /**
   * The value as exactly the type says, e.g. with the scale of the type.
   *
   * @return none if it does not fit without loss
   */
  public static @Nullable Value coerce(AttributeType type, Value value) {
    return switch (type) {
      case AttributeType.Flag() -> value instanceof Value.Flag ? value : null;
      case AttributeType.Whole(long least, long greatest) ->
          value instanceof Value.Whole(long number) && number >= least && number <= greatest
              ? value
              : null;
      case AttributeType.Timestamp() ->
          value instanceof Value.Whole(long number) && number >= 0 ? value : null;
      case AttributeType.Real() -> real(value);
      case AttributeType.Decimal(int precision, int scale) -> decimal(value, precision, scale);
      case AttributeType.Text() ->
          value instanceof Value.Text(String text) && text.length() <= Limits.MAX_TEXT_CHARS
              ? value
              : null;
      case AttributeType.Symbol(List<String> symbols) ->
          value instanceof Value.Text(String text) && symbols.contains(text) ? value : null;
      case AttributeType.Many(AttributeType element) -> many(element, value);
      case AttributeType.Structure structure -> structure(structure, value);
    };
  }

  private static @Nullable Value real(Value value) {
    if (value instanceof Value.Whole(long number)) {
      return Value.of((double) number);
    }
    return value instanceof Value.Real ? value : null;
  }

  private static @Nullable Value decimal(Value value, int precision, int scale) {
    BigDecimal number =
        switch (value) {
          case Value.Decimal(BigDecimal decimal) -> decimal;
          case Value.Whole(long whole) -> BigDecimal.valueOf(whole);
          default -> null;
        };
    if (number == null || Math.abs((long) number.scale()) > 100 || number.precision() > 100) {
      return null;
    }
    if (number.scale() != scale) {
      if (number.stripTrailingZeros().scale() > scale) {
        return null;
      }
      number = number.setScale(scale, RoundingMode.UNNECESSARY);
    }
    return number.precision() > precision ? null : Value.of(number);
  }

  private static @Nullable Value many(AttributeType element, Value value) {
    if (!(value instanceof Value.Many(List<Value> elements))
        || elements.size() > Limits.MAX_ELEMENTS) {
      return null;
    }
    var exact = new ArrayList<Value>(elements.size());
    for (Value one : elements) {
      Value good = coerce(element, one);
      if (good == null) {
        return null;
      }
      exact.add(good);
    }
    return Value.of(exact);
  }

  private static @Nullable Value structure(AttributeType.Structure type, Value value) {
    if (!(value instanceof Value.Structure(var fields))) {
      return null;
    }
    var exact = new TreeMap<String, Value>();
    for (AttributeType.Field field : type.fields()) {
      Value given = fields.get(field.name());
      Value good = given == null ? null : coerce(field.type(), given);
      if (good != null) {
        exact.put(field.name(), good);
      } else if (given != null || !field.optional()) {
        return null;
      }
    }
    return exact.size() == fields.size() ? Value.of(exact) : null;
  }

  private static String clip(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
