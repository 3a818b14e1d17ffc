package ai.valeo.erp.tributary.graphql.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.graphql.GraphiQLHandler;
import io.vertx.ext.web.handler.graphql.GraphiQLHandlerOptions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server with {@code /graphql}, {@code /graphiql}, {@code /metrics} and the health pages.
 * Any thread.
 */
public final class GraphServer implements AutoCloseable {

  private static final String GRAPHQL = "/graphql";
  private static final String GRAPHIQL = "/graphiql";
  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 4;
  private static final int FOUND = 302;

  /** GraphiQL comes from here alone, and can be framed by nobody. */
  private static final String PAGE_POLICY =
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self'"
          + " 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:;"
          + " frame-ancestors 'none'";

  private final Vertx vertx;
  private final HttpServer server;

  private GraphServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts one; returns when it listens.
   *
   * @param listen where, and whether with GraphiQL
   * @param service what answers GraphQL requests
   * @param meters what {@code /metrics} shows
   * @param health asked at every call of a health page, on a thread that may block
   * @throws HttpServerException if it cannot listen there
   */
  public static GraphServer start(
      Listen listen,
      GraphService service,
      PrometheusMeterRegistry meters,
      Supplier<Health> health) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(WORKERS));
    GraphHandler graphQl = new GraphHandler(vertx, service, meters);
    OpsRoutes ops = new OpsRoutes(vertx, meters, health);
    Router graphiQl = listen.graphiQl() ? graphiQl(vertx) : null;
    try {
      return new GraphServer(
          vertx,
          HttpServers.listen(
              vertx, listen.address(), request -> route(request, graphQl, ops, graphiQl)));
    } catch (HttpServerException e) {
      HttpServers.await(vertx.close());
      throw e;
    }
  }

  /**
   * Where to listen.
   *
   * @param address host and port
   * @param graphiQl whether GraphiQL is served
   */
  public record Listen(Address address, boolean graphiQl) {}

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    HttpServers.await(server.close());
    HttpServers.await(vertx.close());
  }

  private static void route(
      HttpServerRequest request, GraphHandler graphQl, OpsRoutes ops, @Nullable Router graphiQl) {
    String path = request.path();
    if (path.equals(GRAPHQL)) {
      graphQl.handle(request);
    } else if (graphiQl != null && path.startsWith(GRAPHIQL)) {
      graphiQl.handle(request);
    } else if (graphiQl != null && path.equals("/")) {
      request.response().setStatusCode(FOUND).putHeader("location", GRAPHIQL + "/").end();
    } else {
      ops.handle(request);
    }
  }

  private static Router graphiQl(Vertx vertx) {
    GraphiQLHandlerOptions options =
        new GraphiQLHandlerOptions().setGraphQLUri(GRAPHQL).setGraphQLWSEnabled(false);
    Router router = Router.router(vertx);
    router
        .route(GRAPHIQL + "*")
        .handler(page -> {
          page.response()
              .putHeader("content-security-policy", PAGE_POLICY)
              .putHeader("x-content-type-options", "nosniff");
          page.next();
        })
        .subRouter(GraphiQLHandler.create(vertx, options).router());
    return router;
  }
}
