package ai.valeo.erp.tributary.graphql.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON in and out. Any thread. */
public final class Json {

  private static final int MAX_DEPTH = 50;

  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /** A value of maps, lists and plain values as JSON. */
  public static Buffer write(Object value) {
    try {
      ByteArrayBuilder bytes = new ByteArrayBuilder();
      try (JsonGenerator out = MAPPER.createGenerator(bytes)) {
        write(out, value);
      }
      return Buffer.buffer(bytes.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("Answer cannot be written as JSON", e);
    }
  }

  /** As the mapper would, without looking up a serializer for every value. */
  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case String text -> out.writeString(text);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Boolean flag -> out.writeBoolean(flag);
      case Map<?, ?> map -> {
        out.writeStartObject(map);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeFieldName(String.valueOf(entry.getKey()));
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray(list, list.size());
        for (Object element : list) {
          write(out, element);
        }
        out.writeEndArray();
      }
      default -> MAPPER.writeValue(out, value);
    }
  }

  /** The document, or none if it is not JSON. */
  public static @Nullable JsonNode read(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      return null;
    }
  }

  /** A node as maps, lists and plain values; as deep as what was read may be. */
  public static @Nullable Object plain(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> members(node);
      case ARRAY -> {
        var list = new ArrayList<@Nullable Object>(node.size());
        node.forEach(each -> list.add(plain(each)));
        yield list;
      }
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case NULL, MISSING -> null;
      case BINARY, POJO -> throw new IllegalArgumentException("node: was not read from a text");
    };
  }

  /** The members of an object as maps, lists and plain values, in their order. */
  public static Map<String, Object> members(JsonNode node) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    node.properties().forEach(each -> members.put(each.getKey(), plain(each.getValue())));
    return members;
  }

  private static ObjectMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
    return mapper;
  }
}
