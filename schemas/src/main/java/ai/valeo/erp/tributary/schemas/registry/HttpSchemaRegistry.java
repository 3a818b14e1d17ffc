package ai.valeo.erp.tributary.schemas.registry;

import ai.valeo.erp.tributary.schemas.registry.RegistryException.Code;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.avro.Schema;

/** Asks the registry every time. */
final class HttpSchemaRegistry implements SchemaRegistry {

  private final RegistryTransport transport;
  private final int maxRetries;

  HttpSchemaRegistry(RegistrySettings settings) {
    this(new RegistryTransport(settings), settings.retry().maxRetries());
  }

  private HttpSchemaRegistry(RegistryTransport transport, int maxRetries) {
    this.transport = transport;
    this.maxRetries = maxRetries;
  }

  /** The same registry over the same connections, asked once instead of repeatedly. */
  HttpSchemaRegistry withoutRetries() {
    return new HttpSchemaRegistry(transport, 0);
  }

  @Override
  public int register(String subject, Schema schema) {
    return id(call("POST", subject(subject) + "/versions", schemaBody(schema)));
  }

  @Override
  public int lookUp(String subject, Schema schema) {
    try {
      return id(call("POST", subject(subject), schemaBody(schema)));
    } catch (RegistryException e) {
      if (e.code() == Code.UNKNOWN_SUBJECT) {
        throw new RegistryException(Code.NOT_REGISTERED, "subject: " + subject, e);
      }
      throw e;
    }
  }

  @Override
  public Schema schema(int id) {
    JsonNode answer = transport.call(RegistryRequest.get("/schemas/ids/" + id), maxRetries);
    try {
      return schema(answer);
    } catch (RegistryException e) {
      if (e.code() == Code.INVALID_SCHEMA) {
        throw new RegistryException(Code.UNKNOWN_SCHEMA, "id: " + id + " is not Avro", e);
      }
      throw e;
    }
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return version(subject, "latest");
  }

  @Override
  public RegisteredSchema version(String subject, int version) {
    return version(subject, Integer.toString(version));
  }

  @Override
  public Compatibility compatibility(String subject) {
    String path = "/config/" + RegistryRequest.segment(subject) + "?defaultToGlobal=true";
    JsonNode answer = transport.call(RegistryRequest.get(path), maxRetries);
    return Compatibility.valueOf(text(answer, "compatibilityLevel"));
  }

  @Override
  public void setCompatibility(String subject, Compatibility compatibility) {
    putCompatibility("/config/" + RegistryRequest.segment(subject), compatibility);
  }

  @Override
  public void setDefaultCompatibility(Compatibility compatibility) {
    putCompatibility("/config", compatibility);
  }

  @Override
  public boolean isReachable() {
    try {
      transport.call(RegistryRequest.get("/subjects"), 0);
      return true;
    } catch (RegistryException e) {
      return false;
    }
  }

  @Override
  public void close() {
    transport.close();
  }

  private void putCompatibility(String path, Compatibility compatibility) {
    JsonNode body =
        JsonNodeFactory.instance.objectNode().put("compatibility", compatibility.name());
    call("PUT", path, body);
  }

  private RegisteredSchema version(String subject, String version) {
    String path = subject(subject) + "/versions/" + version;
    JsonNode answer = transport.call(RegistryRequest.get(path), maxRetries);
    int number = (int) number(answer, "version");
    return new RegisteredSchema(subject, number, id(answer), schema(answer));
  }

  private JsonNode call(String method, String path, JsonNode body) {
    return transport.call(new RegistryRequest(method, path, body.toString()), maxRetries);
  }

  private static JsonNode schemaBody(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", SchemaText.of(schema));
  }

  private static String subject(String subject) {
    return "/subjects/" + RegistryRequest.segment(subject);
  }

  private static Schema schema(JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryException(Code.INVALID_SCHEMA, "type: " + type + " (expected: AVRO)");
    }
    return SchemaText.parse(text(answer, "schema"));
  }

  private static int id(JsonNode answer) {
    return (int) number(answer, "id");
  }

  private static long number(JsonNode answer, String field) {
    if (!answer.path(field).canConvertToInt()) {
      throw new RegistryException(Code.UNEXPECTED, "answer without " + field);
    }
    return answer.path(field).asLong();
  }

  private static String text(JsonNode answer, String field) {
    if (!answer.path(field).isTextual()) {
      throw new RegistryException(Code.UNEXPECTED, "answer without " + field);
    }
    return answer.path(field).asText();
  }
}
