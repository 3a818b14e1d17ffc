package ai.valeo.erp.tributary.graphql.json;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads GraphQL requests: the same members in a body, in a query string and in a message. */
public final class RequestReader {

  private RequestReader() {}

  /**
   * The request in a document {@code {query, operationName, variables, extensions}}.
   *
   * @param id found again in errors and the log
   * @param document the document, or none if it is not JSON
   * @param caller who asks
   * @throws InvalidRequestException if it is none
   */
  public static GraphRequest document(String id, @Nullable JsonNode document, Caller caller) {
    if (document == null || !document.isObject()) {
      throw new InvalidRequestException("The body must be a JSON object");
    }
    object("extensions", document.get("extensions"));
    return new GraphRequest(
        id,
        query(document.get("query")),
        text("operationName", document.get("operationName")),
        object("variables", document.get("variables")),
        false,
        caller);
  }

  /**
   * A member that is an object of plain values, or empty.
   *
   * @throws InvalidRequestException if it is something else
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(String name, @Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject()) {
      throw new InvalidRequestException(name + ": expected an object");
    }
    return (Map<String, Object>) Json.plain(node, LinkedHashMap.class);
  }

  private static String query(@Nullable JsonNode node) {
    if (node == null || !node.isTextual() || node.textValue().isEmpty()) {
      throw new InvalidRequestException("query: missing (expected: a string)");
    }
    return node.textValue();
  }

  private static @Nullable String text(String name, @Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw new InvalidRequestException(name + ": expected a string");
    }
    return node.textValue().isEmpty() ? null : node.textValue();
  }
}
