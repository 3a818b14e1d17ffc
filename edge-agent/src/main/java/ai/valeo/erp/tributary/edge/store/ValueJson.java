package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON text that tells every kind apart, whatever the schema says today: whole numbers
 * without a point, binary floating point with one, decimals as {@code {"d":"1.20"}}, structures as
 * {@code {"s":{...}}}. SQLite's JSON functions can read it.
 */
final class ValueJson {

  private static final JsonFactory JSON = new JsonFactory();

  private ValueJson() {}

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  /** Values by name. */
  static String write(SortedMap<String, Value> values) {
    return text(out -> writeFields(values, out));
  }

  /** Changes in order. */
  static String write(List<Change> changes) {
    return text(out -> {
      out.writeStartArray();
      for (Change change : changes) {
        writeChange(change, out);
      }
      out.writeEndArray();
    });
  }

  /** The values of their text. */
  static SortedMap<String, Value> readValues(String text) {
    try (JsonParser in = JSON.createParser(text)) {
      in.nextToken();
      return readFields(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Stored values are no JSON", e);
    }
  }

  /** The changes of their text. */
  static List<Change> readChanges(String text) {
    var changes = new ArrayList<Change>();
    try (JsonParser in = JSON.createParser(text)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        changes.add(readChange(in));
      }
      return changes;
    } catch (IOException e) {
      throw new UncheckedIOException("Stored changes are no JSON", e);
    }
  }

  private static String text(Body body) {
    var text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return text.toString();
  }

  private static void writeChange(Change change, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("a", change.attribute());
    out.writeStringField("o", change.operator().name());
    Value operand = change.operand();
    if (operand != null) {
      out.writeFieldName("v");
      writeValue(operand, out);
    }
    if (change.expected() != null) {
      out.writeStringField("e", change.expected());
    }
    out.writeEndObject();
  }

  private static void writeFields(Map<String, Value> fields, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (var field : fields.entrySet()) {
      out.writeFieldName(field.getKey());
      writeValue(field.getValue(), out);
    }
    out.writeEndObject();
  }

  private static void writeValue(Value value, JsonGenerator out) throws IOException {
    switch (value) {
      case Value.Flag(boolean flag) -> out.writeBoolean(flag);
      case Value.Whole(long number) -> out.writeNumber(number);
      case Value.Real(double number) -> out.writeNumber(number);
      case Value.Text(String text) -> out.writeString(text);
      case Value.Decimal(BigDecimal number) -> {
        out.writeStartObject();
        out.writeStringField("d", number.toString());
        out.writeEndObject();
      }
      case Value.Many(List<Value> elements) -> {
        out.writeStartArray();
        for (Value element : elements) {
          writeValue(element, out);
        }
        out.writeEndArray();
      }
      case Value.Structure(SortedMap<String, Value> fields) -> {
        out.writeStartObject();
        out.writeFieldName("s");
        writeFields(fields, out);
        out.writeEndObject();
      }
    }
  }

  private static Change readChange(JsonParser in) throws IOException {
    String attribute = "";
    Operator operator = Operator.SET;
    Value operand = null;
    String expected = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "a" -> attribute = in.getText();
        case "o" -> operator = Operator.valueOf(in.getText());
        case "v" -> operand = readValue(in);
        case "e" -> expected = in.getText();
        default -> throw new IOException("Unknown field " + name);
      }
    }
    return new Change(attribute, operator, operand, expected);
  }

  private static SortedMap<String, Value> readFields(JsonParser in) throws IOException {
    var fields = new TreeMap<String, Value>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      fields.put(name, readValue(in));
    }
    return fields;
  }

  private static Value readValue(JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NUMBER_INT -> Value.of(in.getLongValue());
      case VALUE_NUMBER_FLOAT -> Value.of(in.getDoubleValue());
      case VALUE_STRING -> Value.of(in.getText());
      case START_ARRAY -> readElements(in);
      case START_OBJECT -> readWrapped(in);
      default -> throw new IOException("Unexpected " + in.currentToken());
    };
  }

  private static Value readElements(JsonParser in) throws IOException {
    var elements = new ArrayList<Value>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readValue(in));
    }
    return Value.of(elements);
  }

  private static Value readWrapped(JsonParser in) throws IOException {
    in.nextToken();
    String kind = in.currentName();
    in.nextToken();
    Value value = read(kind, in);
    in.nextToken();
    return value;
  }

  private static Value read(@Nullable String kind, JsonParser in) throws IOException {
    if ("d".equals(kind)) {
      return Value.of(new BigDecimal(in.getText()));
    }
    if ("s".equals(kind)) {
      return Value.of(readFields(in));
    }
    throw new IOException("Unknown kind " + kind);
  }
}
