package ai.valeo.erp.tributary.schemas.registry.embedded;

import ai.valeo.erp.tributary.schemas.registry.embedded.RegistryFault.Code;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * A request, taken apart.
 *
 * @param method GET, POST ...
 * @param path the segments of its path, decoded, without the base path
 * @param query its parameters
 * @param body its body, maybe empty
 */
record RegistryCall(String method, List<String> path, Map<String, String> query, String body) {

  /** Where Apicurio has this interface: clients may be configured for either. */
  private static final List<String> APICURIO = List.of("apis", "ccompat", "v7");

  private static final ObjectMapper JSON = new ObjectMapper();

  static RegistryCall of(String method, String rawPath, @Nullable String rawQuery, String body) {
    List<String> path =
        Arrays.stream(rawPath.split("/", -1))
            .filter(segment -> !segment.isEmpty())
            .map(RegistryCall::decode)
            .toList();
    if (path.size() >= 3 && path.subList(0, 3).equals(APICURIO)) {
      path = path.subList(3, path.size());
    }
    return new RegistryCall(method, path, query(rawQuery), body);
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new TreeMap<String, String>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RegistryFault(Code.UNREADABLE_REQUEST, "Not a URL encoding", e);
    }
  }

  boolean is(String wanted) {
    return method.equals(wanted);
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(query.get(name));
  }

  /** Whether the path has this shape; {@code *} stands for any one segment. */
  boolean matches(String... shape) {
    if (path.size() != shape.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      if (!shape[i].equals("*") && !shape[i].equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A version number of the path; negative = the latest. */
  int version(int position) {
    String text = path.get(position);
    if (text.equals("latest") || text.equals("-1")) {
      return -1;
    }
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalidVersion(text);
    }
    throw invalidVersion(text);
  }

  private static RegistryFault invalidVersion(String text) {
    return new RegistryFault(
        Code.INVALID_VERSION,
        ("The specified version '%s' is not a valid version id. Allowed values are between"
                + " [1, 2^31-1] and the string \"latest\"")
            .formatted(text));
  }

  /** A schema id of the path. */
  int id(int position) {
    try {
      return Integer.parseInt(path.get(position));
    } catch (NumberFormatException e) {
      throw new RegistryFault(Code.NO_SUCH_PATH, "HTTP 404 Not Found", e);
    }
  }

  /** The body as JSON. */
  JsonNode json() {
    return parse(body);
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new RegistryFault(Code.UNREADABLE_REQUEST, "Not JSON", e);
    }
  }

  /** The schema of the body. */
  Schema schema() {
    JsonNode request = json();
    String type = request.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new RegistryFault(Code.INVALID_SCHEMA, "Invalid schema type " + type);
    }
    if (!request.path("references").isEmpty()) {
      throw new RegistryFault(Code.INVALID_SCHEMA, "References are not supported");
    }
    try {
      return new Schema.Parser().parse(request.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new RegistryFault(Code.INVALID_SCHEMA, "Invalid schema: " + e.getMessage(), e);
    }
  }
}
