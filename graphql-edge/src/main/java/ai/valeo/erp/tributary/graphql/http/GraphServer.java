package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.subscribe.Subscriptions;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server with {@code /graphql}, {@code /graphiql}, a page for people, {@code /metrics} and
 * the health pages. Any thread.
 */
public final class GraphServer implements AutoCloseable {

  private static final String GRAPHQL = "/graphql";
  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 4;
  private static final int FOUND = 302;
  private static final int MISDIRECTED = 421;

  private final Vertx vertx;
  private final HttpServer server;

  private GraphServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Starts one; returns when it listens.
   *
   * @param listen where, and with which pages
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
    Pages pages = new Pages(graphiQl, page(listen.page(), vertx));
    HostRule hosts = listen.hosts();
    try {
      return new GraphServer(
          vertx,
          HttpServers.listen(
              vertx,
              listen.address(),
              options -> Subscriptions.prepare(options, service.subscriptions()),
              request -> {
                if (!hosts.admits(request)) {
                  request.response().setStatusCode(MISDIRECTED).end();
                } else if (request.path().equals(SchemaPage.PATH)) {
                  service.schema().handle(request);
                } else {
                  route(request, graphQl, ops, pages);
                }
              }));
    } catch (HttpServerException e) {
      HttpServers.await(vertx.close());
      throw e;
    }
  }

  /**
   * Where to listen.
   *
   * @param address host and port
   * @param hosts which names it answers to
   * @param graphiQl whether GraphiQL is served
   * @param page the page for people
   */
  public record Listen(Address address, HostRule hosts, boolean graphiQl, PageKind page) {

    /** One that asks everybody who he is, or that only this machine reaches. */
    public Listen(Address address, boolean graphiQl, PageKind page) {
      this(address, HostRule.of(address.host(), false, Set.of()), graphiQl, page);
    }
  }

  /** A page for people. */
  public enum PageKind {
    /** None. */
    NONE,
    /** For the person at an edge node, at {@code /}. */
    EDGE,
    /** For operators of the centre, at {@code /console}. */
    CONSOLE
  }

  /** What people look at. */
  private record Pages(@Nullable GraphiQlPages graphiQl, @Nullable WebPage page) {}

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    HttpServers.await(server.close());
    HttpServers.await(vertx.close());
  }

  private static @Nullable WebPage page(PageKind kind, Vertx vertx) {
    return switch (kind) {
      case NONE -> null;
      case EDGE -> WebPage.edge(vertx);
      case CONSOLE -> WebPage.console(vertx);
    };
  }

  private static void route(
      HttpServerRequest request, GraphHandler graphQl, OpsRoutes ops, Pages pages) {
    String path = request.path();
    if (path.equals(GRAPHQL)) {
      graphQl.handle(request);
    } else if (pages.graphiQl != null && path.startsWith(GraphiQlPages.PATH)) {
      pages.graphiQl.handle(request);
    } else if (pages.page != null && pages.page.owns(path)) {
      pages.page.handle(request);
    } else if (pages.graphiQl != null && path.equals("/")) {
      request.response().setStatusCode(FOUND).putHeader("location", GraphiQlPages.PATH + "/").end();
    } else {
      ops.handle(request);
    }
  }
}
