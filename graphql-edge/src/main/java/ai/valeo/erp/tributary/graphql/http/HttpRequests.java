package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.json.InvalidRequestException;
import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.json.RequestReader;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads GraphQL requests out of HTTP requests. */
final class HttpRequests {

  private static final int BAD_REQUEST = 400;

  private HttpRequests() {}

  /** Who asks, by the headers. */
  static Caller caller(HttpServerRequest request) {
    String caching = request.getHeader("cache-control");
    boolean isFresh = caching != null && caching.toLowerCase(Locale.ROOT).contains("no-cache");
    return new Caller(request.getHeader("authorization"), isFresh);
  }

  /**
   * The request of a POST.
   *
   * @throws RefusedRequestException if it is none
   */
  static GraphRequest body(String id, byte[] body, Caller caller) {
    try {
      return RequestReader.document(id, Json.read(body), caller);
    } catch (InvalidRequestException e) {
      throw refused(e);
    }
  }

  /**
   * The request of a GET.
   *
   * @throws RefusedRequestException if it is none
   */
  static GraphRequest parameters(String id, MultiMap parameters, Caller caller) {
    String query = parameters.get("query");
    if (query == null || query.isEmpty()) {
      throw refused("query: missing");
    }
    String operation = parameters.get("operationName");
    object("extensions", parameters);
    return new GraphRequest(
        id,
        query,
        operation == null || operation.isEmpty() ? null : operation,
        object("variables", parameters),
        true,
        caller);
  }

  private static Map<String, Object> object(String name, MultiMap parameters) {
    try {
      return RequestReader.object(name, json(name, parameters));
    } catch (InvalidRequestException e) {
      throw refused(e);
    }
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

  private static RefusedRequestException refused(InvalidRequestException e) {
    return refused(String.valueOf(e.getMessage()));
  }

  private static RefusedRequestException refused(String message) {
    return new RefusedRequestException(BAD_REQUEST, ErrorCode.BAD_REQUEST, message);
  }
}
