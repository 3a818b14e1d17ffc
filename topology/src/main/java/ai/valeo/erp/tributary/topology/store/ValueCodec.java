package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values in rows: a tag, then the content. Tags are part of the stored format. */
final class ValueCodec {

  private static final int ABSENT = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int WHOLE = 3;
  private static final int REAL = 4;
  private static final int DECIMAL = 5;
  private static final int TEXT = 6;
  private static final int MANY = 7;
  private static final int STRUCTURE = 8;

  private ValueCodec() {}

  static void write(@Nullable Value value, RowWriter row) {
    switch (value) {
      case null -> row.octet(ABSENT);
      case Value.Flag(boolean flag) -> row.octet(flag ? TRUE : FALSE);
      case Value.Whole(long number) -> {
        row.octet(WHOLE);
        row.number(number);
      }
      case Value.Real(double number) -> {
        row.octet(REAL);
        row.fixed64(Double.doubleToLongBits(number));
      }
      case Value.Decimal(BigDecimal number) -> {
        row.octet(DECIMAL);
        row.number(number.scale());
        row.bytes(number.unscaledValue().toByteArray());
      }
      case Value.Text(String text) -> {
        row.octet(TEXT);
        row.text(text);
      }
      case Value.Many(List<Value> elements) -> {
        row.octet(MANY);
        row.number(elements.size());
        elements.forEach(element -> write(element, row));
      }
      case Value.Structure(SortedMap<String, Value> fields) -> {
        row.octet(STRUCTURE);
        row.number(fields.size());
        fields.forEach((name, field) -> {
          row.text(name);
          write(field, row);
        });
      }
    }
  }

  /** A value that must be there. */
  static Value read(RowReader row) {
    Value value = readOptional(row);
    if (value == null) {
      throw new IllegalStateException("value: absent (expected: one)");
    }
    return value;
  }

  static @Nullable Value readOptional(RowReader row) {
    int tag = row.octet();
    return switch (tag) {
      case ABSENT -> null;
      case FALSE -> Value.of(false);
      case TRUE -> Value.of(true);
      case WHOLE -> Value.of(row.number());
      case REAL -> Value.of(Double.longBitsToDouble(row.fixed64()));
      case DECIMAL -> decimal(row);
      case TEXT -> Value.of(row.text());
      case MANY -> many(row);
      case STRUCTURE -> structure(row);
      default -> throw new IllegalStateException("value: tag " + tag + " unknown");
    };
  }

  private static Value decimal(RowReader row) {
    int scale = row.whole();
    return Value.of(new BigDecimal(new BigInteger(row.bytes()), scale));
  }

  private static Value many(RowReader row) {
    int size = row.whole();
    var elements = new ArrayList<Value>();
    for (int i = 0; i < size; i++) {
      elements.add(read(row));
    }
    return Value.of(elements);
  }

  private static Value structure(RowReader row) {
    int size = row.whole();
    var fields = new TreeMap<String, Value>();
    for (int i = 0; i < size; i++) {
      String name = row.text();
      fields.put(name, read(row));
    }
    return new Value.Structure(fields);
  }
}
