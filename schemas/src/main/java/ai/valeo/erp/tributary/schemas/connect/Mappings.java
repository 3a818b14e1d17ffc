package ai.valeo.erp.tributary.schemas.connect;

import ai.valeo.erp.tributary.schemas.json.Hiding;
import ai.valeo.erp.tributary.schemas.json.ValueRendering;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Maps Avro schemas to those of Kafka Connect.
 *
 * <p>A field that has a default is optional there, so that a table with rows can take it as a new
 * column. A union of several types, which no column holds, is JSON.
 *
 * @param shape what records become
 */
record Mappings(Shape shape) {

  /** By these names Debezium's sinks know JSON and times with a zone. */
  private static final String JSON = "io.debezium.data.Json";

  private static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";

  /** By this parameter sinks know how many digits a decimal has. */
  private static final String PRECISION = "connect.decimal.precision";

  private static final ValueRendering RENDERING = new ValueRendering(Hiding.NOTHING);

  /** The mapping of a topic's records. */
  Mapping of(Schema schema) {
    return schema.getType() == Schema.Type.RECORD ? record(schema, false) : part(schema, false);
  }

  private Mapping part(Schema schema, boolean optional) {
    return switch (schema.getType()) {
      case UNION -> union(schema);
      case RECORD -> shape == Shape.ROW ? json(schema, optional) : record(schema, optional);
      case ARRAY -> array(schema, optional);
      case MAP -> map(schema, optional);
      case BYTES -> bytes(schema, optional);
      case FIXED -> json(schema, optional);
      case INT -> plain(SchemaBuilder.int32(), optional);
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? time(optional)
              : plain(SchemaBuilder.int64(), optional);
      case FLOAT -> plain(SchemaBuilder.float32(), optional);
      case DOUBLE -> plain(SchemaBuilder.float64(), optional);
      case BOOLEAN -> plain(SchemaBuilder.bool(), optional);
      case STRING, ENUM -> text(optional);
      case NULL -> text(true);
    };
  }

  private Mapping union(Schema union) {
    List<Schema> types =
        union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    boolean optional = types.size() < union.getTypes().size();
    return types.size() == 1 ? part(types.get(0), optional) : json(union, optional);
  }

  private Mapping record(Schema schema, boolean optional) {
    Map<Schema.Field, Mapping> parts = new LinkedHashMap<>();
    SchemaBuilder builder = SchemaBuilder.struct().name(schema.getFullName());
    for (Schema.Field field : schema.getFields()) {
      Mapping mapping = part(field.schema(), field.hasDefaultValue());
      parts.put(field, mapping);
      builder.field(shape.name(field.name()), mapping.schema());
    }
    var struct = seal(builder, optional);
    List<Field> targets = struct.fields();
    return new Mapping(
        struct,
        value -> {
          Struct made = new Struct(struct);
          int place = 0;
          for (Map.Entry<Schema.Field, Mapping> part : parts.entrySet()) {
            Object content = ((GenericRecord) value).get(part.getKey().pos());
            made.put(targets.get(place++), part.getValue().apply(content));
          }
          return made;
        });
  }

  private Mapping array(Schema schema, boolean optional) {
    if (shape == Shape.ROW && isNested(schema.getElementType())) {
      return json(schema, optional);
    }
    Mapping element = part(schema.getElementType(), false);
    return new Mapping(
        seal(SchemaBuilder.array(element.schema()), optional),
        value -> {
          List<Object> made = new ArrayList<>();
          ((Collection<?>) value).forEach(each -> made.add(element.apply(each)));
          return made;
        });
  }

  private Mapping map(Schema schema, boolean optional) {
    if (shape == Shape.ROW) {
      return json(schema, optional);
    }
    Mapping content = part(schema.getValueType(), false);
    var builder =
        SchemaBuilder.map(org.apache.kafka.connect.data.Schema.STRING_SCHEMA, content.schema());
    return new Mapping(
        seal(builder, optional),
        value -> {
          Map<String, Object> made = new LinkedHashMap<>();
          ((Map<?, ?>) value).forEach((key, each) -> made.put(key.toString(), content.apply(each)));
          return made;
        });
  }

  private static boolean isNested(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ARRAY, MAP, UNION, BYTES, FIXED -> true;
      default -> false;
    };
  }

  private static Mapping bytes(Schema schema, boolean optional) {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      SchemaBuilder builder =
          Decimal.builder(decimal.getScale())
              .parameter(PRECISION, Integer.toString(decimal.getPrecision()));
      return new Mapping(
          seal(builder, optional), value -> decimal((ByteBuffer) value, decimal.getScale()));
    }
    return plain(SchemaBuilder.bytes(), optional);
  }

  private static BigDecimal decimal(ByteBuffer unscaled, int scale) {
    byte[] digits = new byte[unscaled.remaining()];
    unscaled.duplicate().get(digits);
    return new BigDecimal(digits.length == 0 ? BigInteger.ZERO : new BigInteger(digits), scale);
  }

  private Mapping time(boolean optional) {
    return switch (shape) {
      case NESTED ->
          new Mapping(
              seal(Timestamp.builder(), optional),
              value -> Timestamp.toLogical(Timestamp.SCHEMA, (Long) value));
      case ROW ->
          new Mapping(
              seal(SchemaBuilder.string().name(ZONED_TIMESTAMP).version(1), optional),
              value -> Instant.ofEpochMilli((Long) value).toString());
    };
  }

  private Mapping json(Schema schema, boolean optional) {
    SchemaBuilder builder = SchemaBuilder.string();
    if (shape == Shape.ROW) {
      builder.name(JSON).version(1);
    }
    return new Mapping(seal(builder, optional), value -> RENDERING.of(schema, value).toString());
  }

  private static Mapping text(boolean optional) {
    return new Mapping(seal(SchemaBuilder.string(), optional), Object::toString);
  }

  private static Mapping plain(SchemaBuilder builder, boolean optional) {
    return new Mapping(seal(builder, optional), value -> value);
  }

  private static org.apache.kafka.connect.data.Schema seal(
      SchemaBuilder builder, boolean optional) {
    return (optional ? builder.optional() : builder.required()).build();
  }
}
