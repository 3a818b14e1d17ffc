package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.avro.DecimalNumber;
import ai.valeo.erp.tributary.schemas.avro.ValueList;
import ai.valeo.erp.tributary.schemas.avro.ValueStructure;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/** Values to and from their two Avro forms: the unions of the mutation, and typed entity fields. */
public final class ValueConversion {

  /** Decimal places a value may have; a larger scale is refused as hostile. */
  private static final int MAX_SCALE = 1_000;

  private ValueConversion() {}

  /** The branch of a value union, as the generated records take it. */
  public static @Nullable Object toUnion(@Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.Flag(boolean flag) -> flag;
      case Value.Whole(long number) -> number;
      case Value.Real(double number) -> number;
      case Value.Text(String text) -> text;
      case Value.Decimal(BigDecimal decimal) ->
          new DecimalNumber(
              ByteBuffer.wrap(decimal.unscaledValue().toByteArray()), decimal.scale());
      case Value.Many(List<Value> elements) -> list(elements);
      case Value.Structure(SortedMap<String, Value> fields) -> structure(fields);
    };
  }

  /**
   * The value of a union branch of the generated records.
   *
   * @throws IllegalArgumentException if it is no value, e.g. NaN or an absurd scale
   */
  public static @Nullable Value fromUnion(@Nullable Object raw) {
    return switch (raw) {
      case null -> null;
      case Boolean flag -> Value.of(flag.booleanValue());
      case Long number -> Value.of(number.longValue());
      case Double number -> Value.of(number.doubleValue());
      case CharSequence text -> Value.of(text.toString());
      case DecimalNumber decimal -> decimal(decimal.getUnscaled(), decimal.getScale());
      case ValueList list -> many(list);
      case ValueStructure structure -> structure(structure);
      default -> throw new IllegalArgumentException("value: " + raw.getClass() + " is no value");
    };
  }

  /**
   * The value of a typed field as Avro's generic reader gives it, with or without logical types
   * converted.
   *
   * @param schema the field's schema without its null branch
   */
  public static @Nullable Value fromAvro(@Nullable Object raw, Schema schema) {
    return switch (raw) {
      case null -> null;
      case Boolean flag -> Value.of(flag.booleanValue());
      case Integer number -> Value.of(number.longValue());
      case Long number -> Value.of(number.longValue());
      case Float number -> Value.of(number.doubleValue());
      case Double number -> Value.of(number.doubleValue());
      case Instant instant -> Value.of(instant.toEpochMilli());
      case BigDecimal number -> Value.of(number);
      case ByteBuffer bytes -> decimal(bytes, scale(schema));
      case Collection<?> elements -> many(elements, schema);
      case IndexedRecord structure -> structure(structure);
      default -> Value.of(raw.toString());
    };
  }

  /**
   * Writes a value as a typed field.
   *
   * @param schema the field's schema without its null branch
   * @throws IllegalArgumentException if the value does not fit the schema
   */
  public static void write(Value value, Schema schema, BinaryEncoder encoder) throws IOException {
    switch (value) {
      case Value.Flag(boolean flag) when schema.getType() == Schema.Type.BOOLEAN ->
          encoder.writeBoolean(flag);
      case Value.Whole(long number) when schema.getType() == Schema.Type.LONG ->
          encoder.writeLong(number);
      case Value.Whole(long number) when schema.getType() == Schema.Type.INT ->
          encoder.writeInt(Math.toIntExact(number));
      case Value.Real(double number) when schema.getType() == Schema.Type.DOUBLE ->
          encoder.writeDouble(number);
      case Value.Text(String text) when schema.getType() == Schema.Type.STRING ->
          encoder.writeString(text);
      case Value.Text(String text) when schema.getType() == Schema.Type.ENUM ->
          encoder.writeEnum(schema.getEnumOrdinal(text));
      case Value.Decimal(BigDecimal number) when schema.getType() == Schema.Type.BYTES ->
          encoder.writeBytes(number.setScale(scale(schema)).unscaledValue().toByteArray());
      case Value.Many(List<Value> elements) when schema.getType() == Schema.Type.ARRAY ->
          writeElements(elements, schema.getElementType(), encoder);
      case Value.Structure(SortedMap<String, Value> fields)
          when schema.getType() == Schema.Type.RECORD ->
          writeFields(fields, schema, encoder);
      default ->
          throw new IllegalArgumentException(
              "value: " + value + " (expected: one for " + schema.getType() + ")");
    }
  }

  private static void writeElements(List<Value> elements, Schema schema, BinaryEncoder encoder)
      throws IOException {
    encoder.writeArrayStart();
    encoder.setItemCount(elements.size());
    for (Value element : elements) {
      encoder.startItem();
      write(element, schema, encoder);
    }
    encoder.writeArrayEnd();
  }

  private static void writeFields(
      SortedMap<String, Value> fields, Schema schema, BinaryEncoder encoder) throws IOException {
    for (Schema.Field field : schema.getFields()) {
      Value value = fields.get(field.name());
      Schema bare = field.schema();
      if (bare.getType() == Schema.Type.UNION) {
        encoder.writeIndex(value == null ? 0 : 1);
        bare = bare.getTypes().get(1);
      } else if (value == null) {
        value = fromAvro(GenericData.get().getDefaultValue(field), bare);
      }
      if (value != null) {
        write(value, bare, encoder);
      }
    }
  }

  private static int scale(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : 0;
  }

  private static Value decimal(ByteBuffer unscaled, int scale) {
    if (Math.abs((long) scale) > MAX_SCALE || !unscaled.hasRemaining()) {
      throw new IllegalArgumentException(
          "scale: " + scale + " (expected: at most " + MAX_SCALE + ")");
    }
    byte[] bytes = new byte[unscaled.remaining()];
    unscaled.duplicate().get(bytes);
    return Value.of(new BigDecimal(new BigInteger(bytes), scale));
  }

  private static ValueList list(List<Value> elements) {
    var raw = new ArrayList<Object>(elements.size());
    elements.forEach(element -> raw.add(toUnion(element)));
    return new ValueList(raw);
  }

  private static ValueStructure structure(SortedMap<String, Value> fields) {
    Map<String, Object> raw = new HashMap<>();
    fields.forEach((name, value) -> raw.put(name, toUnion(value)));
    return new ValueStructure(raw);
  }

  private static Value many(ValueList list) {
    var values = new ArrayList<Value>(list.getElements().size());
    for (Object element : list.getElements()) {
      Value value = fromUnion(element);
      if (value != null) {
        values.add(value);
      }
    }
    return Value.of(values);
  }

  private static Value structure(ValueStructure structure) {
    var fields = new TreeMap<String, Value>();
    structure
        .getFields()
        .forEach((name, raw) -> {
          Value value = fromUnion(raw);
          if (value != null) {
            fields.put(name, value);
          }
        });
    return Value.of(fields);
  }

  private static Value many(Collection<?> elements, Schema schema) {
    var values = new ArrayList<Value>(elements.size());
    for (Object element : elements) {
      Value value = fromAvro(element, schema.getElementType());
      if (value != null) {
        values.add(value);
      }
    }
    return Value.of(values);
  }

  private static Value structure(IndexedRecord structure) {
    var fields = new TreeMap<String, Value>();
    for (Schema.Field field : structure.getSchema().getFields()) {
      Schema bare = field.schema();
      if (bare.getType() == Schema.Type.UNION) {
        bare = bare.getTypes().get(1);
      }
      Value value = fromAvro(structure.get(field.pos()), bare);
      if (value != null) {
        fields.put(field.name(), value);
      }
    }
    return Value.of(fields);
  }
}
