package ai.valeo.erp.tributary.graphql.json;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.ReadGate;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads GraphQL requests: the same members in a body, in a query string and in a message. */
public final class RequestReader {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private RequestReader() {}

  /**
   * The request in a document {@code {query, operationName, variables, extensions}}.
   *
   * @param id found again in errors and the log
   * @param document the document, or none if it is not JSON
   * @param caller who asks
   * @param documents which document it means
   * @throws InvalidRequestException if it is none
   */
  public static GraphRequest document(
      String id, @Nullable JsonNode document, Caller caller, DocumentSource documents) {
    if (document != null && document.isArray()) {
      throw new InvalidRequestException("The body must be one request; batches are not answered");
    }
    if (document == null || !document.isObject()) {
      throw new InvalidRequestException("The body must be a JSON object");
    }
    Map<String, Object> extensions = object("extensions", document.get("extensions"));
    String sha256 = sha256(extensions);
    return new GraphRequest(
        id,
        documents.document(query(document.get("query")), sha256),
        text("operationName", document.get("operationName")),
        object("variables", document.get("variables")),
        false,
        caller.reading(readToken(extensions)));
  }

  /** What the client has written and wants to see, or none. */
  public static @Nullable String readToken(Map<String, Object> extensions) {
    return extensions.get(ReadGate.EXTENSION) instanceof String token ? token : null;
  }

  /**
   * A member that is an object of plain values, or empty.
   *
   * @throws InvalidRequestException if it is something else
   */
  public static Map<String, Object> object(String name, @Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Map.of();
    }
    if (!node.isObject()) {
      throw new InvalidRequestException(name + ": expected an object");
    }
    return Json.members(node);
  }

  /**
   * The hash by which a client names its document, as automatic persisted queries have it.
   *
   * @param extensions those of the request
   * @throws InvalidRequestException if there is one of another form
   */
  public static @Nullable String sha256(Map<String, Object> extensions) {
    Object persisted = extensions.get("persistedQuery");
    if (persisted == null) {
      return null;
    }
    if (persisted instanceof Map<?, ?> named
        && named.get("version") instanceof Integer version
        && version == 1
        && named.get("sha256Hash") instanceof String hash
        && SHA_256.matcher(hash).matches()) {
      return hash;
    }
    throw new InvalidRequestException(
        "extensions.persistedQuery: expected version 1 and a SHA-256 in hexadecimal");
  }

  private static @Nullable String query(@Nullable JsonNode node) {
    if (node != null && !node.isNull() && !node.isTextual()) {
      throw new InvalidRequestException("query: expected a string");
    }
    return node == null || node.isNull() || node.textValue().isEmpty() ? null : node.textValue();
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
