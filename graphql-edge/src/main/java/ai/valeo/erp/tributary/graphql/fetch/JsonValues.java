package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON: decimals as strings, so that they stay exact, and times as RFC 3339 strings where
 * the attribute's type says that they are times. Any thread.
 */
public final class JsonValues {

  private static final DateTimeFormatter RFC_3339 =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final EntityTypes types;

  /** With the types that tell times from numbers. */
  public JsonValues(EntityTypes types) {
    this.types = types;
  }

  /** The attributes of a row. */
  static Map<String, Object> attributes(EntityType type, EntityRow row) {
    Map<String, Object> json = new LinkedHashMap<>();
    row.attributes()
        .forEach((name, value) -> json.put(name, json(value, type(type.attribute(name)))));
    return json;
  }

  /** A value of an attribute, which the type may not have any more. */
  public @Nullable Object attribute(String entityType, String attribute, @Nullable Value value) {
    if (value == null) {
      return null;
    }
    EntityType type = types.type(entityType);
    return json(value, type == null ? null : type(type.attribute(attribute)));
  }

  private static @Nullable AttributeType type(@Nullable Attribute attribute) {
    return attribute == null ? null : attribute.type();
  }

  private static Object json(Value value, @Nullable AttributeType type) {
    return switch (value) {
      case Value.Flag(boolean flag) -> flag;
      case Value.Whole(long number) ->
          type instanceof AttributeType.Timestamp
              ? RFC_3339.format(Instant.ofEpochMilli(number))
              : (Object) number;
      case Value.Real(double number) -> number;
      case Value.Decimal(var number) -> number.toPlainString();
      case Value.Text(String text) -> text;
      case Value.Many(List<Value> elements) ->
          elements.stream().map(element -> json(element, element(type))).toList();
      case Value.Structure(var fields) -> {
        Map<String, Object> json = new LinkedHashMap<>();
        fields.forEach((name, field) -> json.put(name, json(field, field(type, name))));
        yield json;
      }
    };
  }

  private static @Nullable AttributeType element(@Nullable AttributeType type) {
    return type instanceof AttributeType.Many(AttributeType element) ? element : type;
  }

  private static @Nullable AttributeType field(@Nullable AttributeType type, String name) {
    if (type instanceof AttributeType.Structure structure) {
      for (AttributeType.Field field : structure.fields()) {
        if (field.name().equals(name)) {
          return field.type();
        }
      }
    }
    return null;
  }
}
