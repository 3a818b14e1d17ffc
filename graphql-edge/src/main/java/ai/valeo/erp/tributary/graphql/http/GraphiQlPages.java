package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.json.Json;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.handler.graphql.GraphiQLHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GraphiQL, the query editor, from the files that vertx-web-graphql bundles: it works without any
 * network but this server.
 */
final class GraphiQlPages {

  /** Where it is served. */
  static final String PATH = "/graphiql";

  private static final String FOLDER = "io/vertx/ext/web/handler/graphiql/";
  private static final String PAGE = "index.html";
  private static final String PLACEHOLDER = "__VERTX_GRAPHIQL_CONFIG__";

  /** Names of the bundled files; none leads out of the folder. */
  private static final Pattern FILE = Pattern.compile("(static/(css|js)/)?[A-Za-z0-9]+(\\.\\w+)+");

  private static final Map<String, String> TYPES =
      Map.of("html", "text/html; charset=utf-8", "css", "text/css", "js", "text/javascript");

  /** Nothing comes from elsewhere, and nobody can frame the page. */
  private static final String POLICY =
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self'"
          + " 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:;"
          + " frame-ancestors 'none'";

  private static final int OK = 200;
  private static final int MOVED = 302;
  private static final int NOT_FOUND = 404;

  private final Vertx vertx;
  private final String configuration;

  GraphiQlPages(Vertx vertx, String graphQlPath) {
    this.vertx = vertx;
    this.configuration =
        Json.write(Map.of("graphQLUri", graphQlPath, "graphQLWSEnabled", false)).toString();
  }

  /** Answers a request whose path begins with {@link #PATH}. */
  void handle(HttpServerRequest request) {
    String path = request.path();
    if (path.equals(PATH)) {
      request.response().setStatusCode(MOVED).putHeader("location", PATH + "/").end();
      return;
    }
    String name = path.equals(PATH + "/") ? PAGE : path.substring(PATH.length() + 1);
    if (path.charAt(PATH.length()) != '/' || !FILE.matcher(name).matches()) {
      request.response().setStatusCode(NOT_FOUND).end();
      return;
    }
    vertx
        .executeBlocking(() -> file(name), false)
        .onSuccess(content -> send(request, name, content))
        .onFailure(failure -> request.response().setStatusCode(NOT_FOUND).end());
  }

  private @Nullable Buffer file(String name) {
    ClassLoader loader = GraphiQLHandler.class.getClassLoader();
    try (InputStream content = loader.getResourceAsStream(FOLDER + name)) {
      if (content == null) {
        return null;
      }
      Buffer bytes = Buffer.buffer(content.readAllBytes());
      return name.equals(PAGE)
          ? Buffer.buffer(bytes.toString().replace(PLACEHOLDER, configuration))
          : bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("Bundled file " + name + " cannot be read", e);
    }
  }

  private static void send(HttpServerRequest request, String name, @Nullable Buffer content) {
    HttpServerResponse response = request.response();
    if (content == null) {
      response.setStatusCode(NOT_FOUND).end();
      return;
    }
    String ending = name.substring(name.lastIndexOf('.') + 1);
    response
        .setStatusCode(OK)
        .putHeader("content-type", TYPES.getOrDefault(ending, "application/octet-stream"))
        .putHeader("content-security-policy", POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("cache-control", name.equals(PAGE) ? "no-store" : "max-age=86400")
        .end(content);
  }
}
