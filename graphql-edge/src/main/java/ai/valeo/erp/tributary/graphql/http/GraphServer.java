package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.subscribe.Subscriptions;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server with {@code /graphql}, {@code /graphiql}, {@code /metrics} and the health pages.
 * Any thread.
 */
public final class GraphServer implements AutoCloseable {

  private static final String GRAPHQL = "/graphql";
  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 4;
  private static final int FOUND = 302;

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
    Subscriptions subscriptions = new Subscriptions(vertx, service.forSubscriptions(), meters);
    GraphHandler graphQl = new GraphHandler(vertx, service, subscriptions);
    OpsRoutes ops = new OpsRoutes(vertx, meters, health);
    GraphiQlPages graphiQl = listen.graphiQl() ? new GraphiQlPages(vertx, GRAPHQL) : null;
    try {
      return new GraphServer(
          vertx,
          HttpServers.listen(
              vertx,
              listen.address(),
              options -> Subscriptions.prepare(options, service.subscriptions()),
              request -> route(request, graphQl, ops, graphiQl)));
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
      HttpServerRequest request,
      GraphHandler graphQl,
      OpsRoutes ops,
      @Nullable GraphiQlPages graphiQl) {
    String path = request.path();
    if (path.equals(GRAPHQL)) {
      graphQl.handle(request);
    } else if (graphiQl != null && path.startsWith(GraphiQlPages.PATH)) {
      graphiQl.handle(request);
    } else if (graphiQl != null && path.equals("/")) {
      request.response().setStatusCode(FOUND).putHeader("location", GraphiQlPages.PATH + "/").end();
    } else {
      ops.handle(request);
    }
  }
}
