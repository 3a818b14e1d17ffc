package ai.valeo.erp.tributary.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The text under which a schema is known to a registry. */
public final class SchemaText {

  /** Left in generated schemas by {@code stringType=String}; a registry must never see it. */
  private static final String JAVA_STRING = "avro.java.string";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaText() {}

  /** The schema as JSON without what only concerns Java ({@code avro.remove.java.properties}). */
  public static String of(Schema schema) {
    String text = schema.toString();
    if (!text.contains(JAVA_STRING)) {
      return text;
    }
    try {
      JsonNode tree = JSON.readTree(text);
      strip(tree);
      // Through the parser once more: {"type":"string"} becomes "string", as in the .avsc.
      return parse(JSON.writeValueAsString(tree)).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema did not print as JSON", e);
    }
  }

  /** The schema that a text describes. */
  public static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (AvroRuntimeException e) {
      // also for a name that is not defined here, as in a schema with references
      throw new RegistryException(
          RegistryException.Code.INVALID_SCHEMA, "schema: " + e.getMessage(), e);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
    }
    for (JsonNode child : node) {
      strip(child);
    }
  }
}
