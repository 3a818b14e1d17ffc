package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as the unions of the contract's schemas, straight into their binary form: byte for
 * byte what Avro's writers make of {@link ValueConversion#toUnion}. Branches are numbered as the
 * schemas declare them.
 */
public final class ValueUnion {

  private static final int NONE = 0;
  private static final int FLAG = 1;
  private static final int WHOLE = 2;
  private static final int REAL = 3;
  private static final int TEXT = 4;
  private static final int DECIMAL = 5;
  private static final int LIST = 6;

  /** The union of list elements has no null in front, and structures in place of lists. */
  private static final int NO_NULL = 1;

  private static final int STRUCTURE = 5;

  private ValueUnion() {}

  /** Writes the value of an attribute; absent is null. */
  public static void write(@Nullable Value value, ArrayEncoder encoder) {
    switch (value) {
      case null -> encoder.writeIndex(NONE);
      case Value.Many(List<Value> elements) -> {
        encoder.writeIndex(LIST);
        encoder.startItems(elements.size());
        for (Value element : elements) {
          writeElement(element, encoder);
        }
        encoder.endItems();
      }
      default -> writeSimple(value, 0, encoder);
    }
  }

  private static void writeElement(Value element, ArrayEncoder encoder) {
    if (element instanceof Value.Structure(SortedMap<String, Value> fields)) {
      encoder.writeIndex(STRUCTURE);
      writeFields(fields, encoder);
    } else {
      writeSimple(element, NO_NULL, encoder);
    }
  }

  private static void writeFields(SortedMap<String, Value> fields, ArrayEncoder encoder) {
    // In the order in which Avro's writers meet them in the map of the generated record.
    Map<String, Value> unordered = new HashMap<>();
    fields.forEach(unordered::put);
    encoder.startItems(unordered.size());
    unordered.forEach((name, field) -> {
      encoder.writeString(name);
      writeSimple(field, 0, encoder);
    });
    encoder.endItems();
  }

  private static void writeSimple(Value value, int shift, ArrayEncoder encoder) {
    switch (value) {
      case Value.Flag(boolean flag) -> {
        encoder.writeIndex(FLAG - shift);
        encoder.writeBoolean(flag);
      }
      case Value.Whole(long number) -> {
        encoder.writeIndex(WHOLE - shift);
        encoder.writeLong(number);
      }
      case Value.Real(double number) -> {
        encoder.writeIndex(REAL - shift);
        encoder.writeDouble(number);
      }
      case Value.Text(String text) -> {
        encoder.writeIndex(TEXT - shift);
        encoder.writeString(text);
      }
      case Value.Decimal(BigDecimal number) -> {
        encoder.writeIndex(DECIMAL - shift);
        encoder.writeBytes(number.unscaledValue().toByteArray());
        encoder.writeInt(number.scale());
      }
      case Value.Many many -> throw misplaced("list", many.elements().size());
      case Value.Structure structure -> throw misplaced("structure", structure.fields().size());
    }
  }

  private static SerializationException misplaced(String kind, int size) {
    return new SerializationException(
        "value: a " + kind + " of " + size + " (expected: one that may stand here)");
  }
}
