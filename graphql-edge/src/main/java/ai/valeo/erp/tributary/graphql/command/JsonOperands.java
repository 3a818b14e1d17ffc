package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes out of JSON, by the types of their attributes: what answers write, can be sent back. What
 * does not fit is refused with words; what an attribute allows, {@code ChangeRules} judge.
 */
final class JsonOperands {

  private static final int MAX_NUMBER_CHARS = 100;

  private JsonOperands() {}

  /** JSON that is no value of its attribute; the message is for people. */
  static final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitException(String message) {
      super(message);
    }
  }

  /**
   * The changes of inputs of type AttributeInput.
   *
   * @throws UnfitException if one is none
   */
  static List<Change> changes(EntityType type, List<Map<String, Object>> inputs) {
    var changes = new ArrayList<Change>(inputs.size());
    for (Map<String, Object> input : inputs) {
      changes.add(change(type, input));
    }
    return changes;
  }

  private static Change change(EntityType type, Map<String, Object> input) {
    String name = String.valueOf(input.get("name"));
    Object operator = input.get("operator");
    Operator intent = operator == null ? Operator.SET : Operator.valueOf(operator.toString());
    Object json = input.get("value");
    Attribute attribute = type.attribute(name);
    if (json == null && intent != Operator.SET) {
      throw new UnfitException(name + ": no value (expected: one, with " + intent + ")");
    }
    Value operand = null;
    if (json != null) {
      operand =
          attribute == null
              ? Value.of(json.toString()) // the rules say that there is no such attribute
              : value(json, operandType(attribute.type(), intent), name);
    }
    Object expected = input.get("expected");
    return new Change(name, intent, operand, expected == null ? null : expected.toString());
  }

  private static AttributeType operandType(AttributeType type, Operator intent) {
    boolean isElement = intent == Operator.INSERT || intent == Operator.REMOVE;
    return isElement && type instanceof AttributeType.Many(AttributeType element) ? element : type;
  }

  private static Value value(Object json, AttributeType type, String name) {
    Value value =
        switch (type) {
          case AttributeType.Flag flag -> json instanceof Boolean given ? Value.of(given) : null;
          case AttributeType.Whole whole -> whole(json);
          case AttributeType.Timestamp time -> time(json);
          case AttributeType.Real real -> real(json);
          case AttributeType.Decimal decimal -> decimal(json);
          case AttributeType.Text text -> json instanceof String given ? Value.of(given) : null;
          case AttributeType.Symbol symbol -> json instanceof String given ? Value.of(given) : null;
          case AttributeType.Many(AttributeType element) -> many(json, element, name);
          case AttributeType.Structure structure -> structure(json, structure, name);
        };
    if (value == null) {
      throw new UnfitException(
          name + ": does not fit (expected: " + type.getClass().getSimpleName() + ")");
    }
    return value;
  }

  private static @Nullable Value whole(Object json) {
    return switch (json) {
      case Integer number -> Value.of(number);
      case Long number -> Value.of(number);
      case BigInteger number when number.bitLength() < Long.SIZE ->
          Value.of(number.longValueExact());
      default -> null;
    };
  }

  private static @Nullable Value time(Object json) {
    try {
      return json instanceof String text
          ? Value.of(OffsetDateTime.parse(text).toInstant().toEpochMilli())
          : whole(json);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Value real(Object json) {
    double number = json instanceof Number given ? given.doubleValue() : Double.NaN;
    return Double.isFinite(number) ? Value.of(number) : null;
  }

  /** A number of floating point is what it reads as, the shortest decimal that gives the same. */
  private static @Nullable Value decimal(Object json) {
    boolean isNumber = json instanceof Number || json instanceof String;
    try {
      String text = isNumber ? json.toString() : "";
      return text.length() > MAX_NUMBER_CHARS ? null : Value.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Value many(Object json, AttributeType element, String name) {
    if (!(json instanceof List<?> given)) {
      return null;
    }
    var elements = new ArrayList<Value>(given.size());
    for (Object one : given) {
      if (one == null) {
        return null;
      }
      elements.add(value(one, element, name));
    }
    return Value.of(elements);
  }

  private static @Nullable Value structure(
      Object json, AttributeType.Structure structure, String name) {
    if (!(json instanceof Map<?, ?> given)) {
      return null;
    }
    var fields = new TreeMap<String, Value>();
    for (AttributeType.Field field : structure.fields()) {
      Object one = given.get(field.name());
      if (one != null) {
        fields.put(field.name(), value(one, field.type(), name + "." + field.name()));
      }
    }
    if (fields.size() < given.values().stream().filter(one -> one != null).count()) {
      throw new UnfitException(
          name + ": unknown field (expected: those of " + structure.name() + ")");
    }
    return Value.of(fields);
  }
}
