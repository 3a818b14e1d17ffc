package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads GraphQL requests out of HTTP requests. */
final class RequestReader {

  private static final int BAD_REQUEST = 400;

  private RequestReader() {}

  /**
   * The request of a POST.
   *
   * @throws RefusedRequestException if it is none
   */
  static GraphRequest body(String id, byte[] body) {
    JsonNode document = Json.read(body);
    if (document == null || !document.isObject()) {
      throw refused("The body must be a JSON object");
    }
    object("extensions", document.get("extensions"));
    return new GraphRequest(
        id,
        query(document.get("query")),
        text("operationName", document.get("operationName")),
        object("variables", document.get("variables")),
        false);
  }

  /**
   * The request of a GET.
   *
   * @throws RefusedRequestException if it is none
   */
  static GraphRequest parameters(String id, MultiMap parameters) {
    String query = parameters.get("query");
    if (query == null || query.isEmpty()) {
      throw refused("query: missing");
    }
    String operation = parameters.get("operationName");
    object("extensions", json("extensions", parameters));
    return new GraphRequest(
        id,
        query,
        operation == null || operation.isEmpty() ? null : operation,
        object("variables", json("variables", parameters)),
        true);
  }

  private static @Nullable JsonNode json(String name, MultiMap parameters) {
    String text = parameters.get(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    JsonNode node = Json.read(text.getBytes(StandardCharsets.UTF_8));
    if (node == null) {
      throw refused(name + ": not JSON");
    }
    return node;
  }

  private static String query(@Nullable JsonNode node) {
    if (node == null || !node.isTextual() || node.textValue().isEmpty()) {
      throw refused("query: missing (expected: a string)");
    }
    return node.textValue();
  }

  private static @Nullable String text(String name, @Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw refused(name + ": expected a string");
    }
    return node.textValue().isEmpty() ? null : node.textValue();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String name, @Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject()) {
      throw refused(name + ": expected an object");
    }
    return (Map<String, Object>) Json.plain(node, LinkedHashMap.class);
  }

  private static RefusedRequestException refused(String message) {
    return new RefusedRequestException(BAD_REQUEST, ErrorCode.BAD_REQUEST, message);
  }
}
