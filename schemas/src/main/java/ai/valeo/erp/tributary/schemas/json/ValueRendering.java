package ai.valeo.erp.tributary.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro values as JSON: decimals are numbers with all their digits, times are ISO 8601 in UTC, bytes
 * are Base64, of a union only the value is shown.
 *
 * @param hiding what is not shown
 */
public record ValueRendering(Hiding hiding) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What is shown instead of what is hidden. */
  public static final String MASK = "***";

  private static final String ATTRIBUTE = "attribute";
  private static final String DECIMAL = "DecimalNumber";
  private static final String LIST = "ValueList";
  private static final String STRUCTURE = "ValueStructure";
  private static final String RAW = "QuarantinedRecord";

  /** A record of a topic. */
  public JsonNode of(GenericRecord value) {
    Object type = value.getSchema().getField("entityType") == null ? null : value.get("entityType");
    return node(value.getSchema(), value, type == null ? null : type.toString());
  }

  /** A part of a record. */
  public JsonNode of(Schema schema, @Nullable Object value) {
    return node(schema, value, null);
  }

  private JsonNode node(Schema schema, @Nullable Object value, @Nullable String entityType) {
    if (value == null) {
      return NODES.nullNode();
    }
    return switch (schema.getType()) {
      case UNION ->
          node(
              schema.getTypes().get(GenericData.get().resolveUnion(schema, value)),
              value,
              entityType);
      case RECORD -> record((GenericRecord) value, entityType);
      case ARRAY -> array(schema, (Collection<?>) value, entityType);
      case MAP -> map(schema, (Map<?, ?>) value, entityType);
      case BYTES, FIXED -> bytes(schema.getLogicalType(), value);
      case INT -> NODES.numberNode((Integer) value);
      case LONG -> number(schema.getLogicalType(), (Long) value);
      case FLOAT -> NODES.numberNode((Float) value);
      case DOUBLE -> NODES.numberNode((Double) value);
      case BOOLEAN -> NODES.booleanNode((Boolean) value);
      case STRING, ENUM -> NODES.textNode(value.toString());
      case NULL -> NODES.nullNode();
    };
  }

  private JsonNode record(GenericRecord value, @Nullable String entityType) {
    Schema schema = value.getSchema();
    return switch (schema.getName()) {
      case DECIMAL -> decimal((ByteBuffer) value.get("unscaled"), (Integer) value.get("scale"));
      case LIST -> part(value, "elements", entityType);
      case STRUCTURE -> part(value, "fields", entityType);
      default -> plainRecord(value, entityType);
    };
  }

  private JsonNode part(GenericRecord value, String name, @Nullable String entityType) {
    return node(value.getSchema().getField(name).schema(), value.get(name), entityType);
  }

  private JsonNode plainRecord(GenericRecord value, @Nullable String entityType) {
    Schema schema = value.getSchema();
    Schema.Field named = schema.getField(ATTRIBUTE);
    boolean hidesValues =
        named != null && hiding.hidesAttribute(entityType, String.valueOf(value.get(named.pos())));
    boolean hidesRaw = schema.getName().equals(RAW) && hiding.hidesRaw();
    ObjectNode shown = NODES.objectNode();
    for (Schema.Field field : schema.getFields()) {
      Object content = value.get(field.pos());
      boolean hidden =
          (hidesValues && isAnyValue(field.schema()))
              || (hidesRaw && field.name().equals("value"))
              || hiding.hidesField(schema, field);
      shown.set(
          field.name(),
          hidden && content != null
              ? TextNode.valueOf(MASK)
              : node(field.schema(), content, entityType));
    }
    return shown;
  }

  /** Whether a field holds a value of whatever attribute: the union that knows decimals. */
  private static boolean isAnyValue(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().stream()
            .anyMatch(
                each -> each.getType() == Schema.Type.RECORD && each.getName().equals(DECIMAL));
  }

  private JsonNode array(Schema schema, Collection<?> values, @Nullable String entityType) {
    ArrayNode shown = NODES.arrayNode();
    values.forEach(value -> shown.add(node(schema.getElementType(), value, entityType)));
    return shown;
  }

  private JsonNode map(Schema schema, Map<?, ?> values, @Nullable String entityType) {
    ObjectNode shown = NODES.objectNode();
    values.forEach(
        (key, value) -> shown.set(key.toString(), node(schema.getValueType(), value, entityType)));
    return shown;
  }

  private static JsonNode number(@Nullable LogicalType logical, long value) {
    return logical instanceof LogicalTypes.TimestampMillis
        ? NODES.textNode(Instant.ofEpochMilli(value).toString())
        : NODES.numberNode(value);
  }

  private static JsonNode bytes(@Nullable LogicalType logical, Object value) {
    ByteBuffer bytes =
        value instanceof GenericData.Fixed fixed
            ? ByteBuffer.wrap(fixed.bytes())
            : (ByteBuffer) value;
    return logical instanceof LogicalTypes.Decimal decimal
        ? decimal(bytes, decimal.getScale())
        : NODES.textNode(Base64.getEncoder().encodeToString(array(bytes)));
  }

  private static JsonNode decimal(ByteBuffer unscaled, int scale) {
    byte[] digits = array(unscaled);
    BigInteger whole = digits.length == 0 ? BigInteger.ZERO : new BigInteger(digits);
    return DecimalNode.valueOf(new BigDecimal(whole, scale)); // the factory would cut zeros off
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
