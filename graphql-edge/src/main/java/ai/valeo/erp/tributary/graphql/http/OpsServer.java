package ai.valeo.erp.tributary.graphql.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.util.function.Supplier;

/**
 * An HTTP server with {@code /metrics}, {@code /health/live} and {@code /health/ready}, for
 * processes that have no other. Any thread.
 */
public final class OpsServer implements AutoCloseable {

  private static final int WORKERS = 2;

  private final Vertx vertx;
  private final HttpServer server;

  private OpsServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts one; returns when it listens.
   *
   * @param address where it listens
   * @param meters what {@code /metrics} shows
   * @param health asked at every call of a health page, on a thread that may block
   * @throws HttpServerException if it cannot listen there
   */
  public static OpsServer start(
      Address address, PrometheusMeterRegistry meters, Supplier<Health> health) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS));
    OpsRoutes routes = new OpsRoutes(vertx, meters, health);
    try {
      HttpServer server = HttpServers.listen(vertx, address, routes::handle);
      return new OpsServer(vertx, server);
    } catch (HttpServerException e) {
      HttpServers.await(vertx.close());
      throw e;
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    HttpServers.await(server.close());
    HttpServers.await(vertx.close());
  }
}
