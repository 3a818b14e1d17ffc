package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * The schema as text, for edge nodes and tools. Its entity tag is its version: who sends it along
 * is told by status 304 that nothing has changed.
 *
 * @param sdl the schema
 * @param version changes when the schema does
 */
public record SchemaPage(String sdl, String version) {

  /** Where it is served. */
  static final String PATH = "/graphql/schema";

  /** Every GraphQL answer tells the version, so that who keeps the schema sees that it changed. */
  static final String VERSION_HEADER = "x-schema-version";

  private static final int NOT_MODIFIED = 304;
  private static final int METHOD_NOT_ALLOWED = 405;

  void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!request.method().equals(HttpMethod.GET)) {
      response.setStatusCode(METHOD_NOT_ALLOWED).putHeader("allow", "GET").end();
      return;
    }
    String tag = '"' + version + '"';
    response.putHeader("etag", tag).putHeader("cache-control", "no-cache");
    if (tag.equals(request.getHeader("if-none-match"))) {
      response.setStatusCode(NOT_MODIFIED).end();
    } else {
      response.putHeader("content-type", "text/plain; charset=utf-8").end(sdl);
    }
  }
}
