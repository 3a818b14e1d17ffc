package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.json.DocumentSource;
import ai.valeo.erp.tributary.graphql.json.InvalidRequestException;
import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.json.RequestReader;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.ReadGate;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.tracing.Traceparent;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads GraphQL requests out of HTTP requests. */
final class HttpRequests {

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final String EXTENSIONS = "extensions";
  private static final String UNKNOWN = "unknown";

  private HttpRequests() {}

  /** Who asks, by the headers; whether it is them is still to be checked. */
  static Caller caller(HttpServerRequest request) {
    String caching = request.getHeader("cache-control");
    boolean isFresh = caching != null && caching.toLowerCase(Locale.ROOT).contains("no-cache");
    SocketAddress remote = request.remoteAddress();
    String address = remote == null ? UNKNOWN : remote.hostAddress();
    return new Caller(
            request.getHeader("authorization"),
            isFresh,
            Identity.anonymous(),
            address == null ? UNKNOWN : address)
        .in(Traceparent.sound(request.getHeader(Headers.TRACEPARENT)))
        .reading(request.getHeader(ReadGate.HEADER));
  }

  /**
   * The parameters of the address. Vert.x decodes them at their first use, on the event loop, and
   * whoever sent what cannot be decoded would wait for an answer until the connection is given up.
   *
   * @throws RefusedRequestException if they cannot be decoded
   */
  static MultiMap query(HttpServerRequest request) {
    try {
      return request.params();
    } catch (IllegalArgumentException e) {
      throw new RefusedRequestException(
          BAD_REQUEST, ErrorCode.BAD_REQUEST, "address: its parameters cannot be decoded");
    }
  }

  /**
   * The request of a POST.
   *
   * @throws RefusedRequestException if it is none
   */
  static GraphRequest body(String id, byte[] body, Caller caller, DocumentSource documents) {
    try {
      return RequestReader.document(id, Json.read(body), caller, documents);
    } catch (InvalidRequestException e) {
      throw refused(e);
    }
  }

  /**
   * The request of a GET.
   *
   * @throws RefusedRequestException if it is none
   */
  static GraphRequest parameters(
      String id, MultiMap parameters, Caller caller, DocumentSource documents) {
    String query = parameters.get("query");
    String operation = parameters.get("operationName");
    Map<String, Object> extensions = object("extensions", parameters);
    return new GraphRequest(
        id,
        document(query == null || query.isEmpty() ? null : query, parameters, documents),
        operation == null || operation.isEmpty() ? null : operation,
        object("variables", parameters),
        true,
        caller.reading(RequestReader.readToken(extensions)));
  }

  private static String document(
      @Nullable String query, MultiMap parameters, DocumentSource documents) {
    try {
      return documents.document(
          query,
          RequestReader.sha256(RequestReader.object(EXTENSIONS, json(EXTENSIONS, parameters))));
    } catch (InvalidRequestException e) {
      throw refused(e);
    }
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
    int status =
        switch (e.code()) {
          case PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_NOT_SUPPORTED -> OK; // as Apollo has it
          default -> BAD_REQUEST;
        };
    return new RefusedRequestException(status, e.code(), String.valueOf(e.getMessage()));
  }

  private static RefusedRequestException refused(String message) {
    return new RefusedRequestException(BAD_REQUEST, ErrorCode.BAD_REQUEST, message);
  }
}
