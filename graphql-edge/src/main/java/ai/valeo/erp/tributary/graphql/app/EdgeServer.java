package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.graphql.edge.About;
import ai.valeo.erp.tributary.graphql.edge.Centre;
import ai.valeo.erp.tributary.graphql.edge.EdgeFetchers;
import ai.valeo.erp.tributary.graphql.edge.EdgeServerMetric;
import ai.valeo.erp.tributary.graphql.edge.MachineLoad;
import ai.valeo.erp.tributary.graphql.http.GraphMeters;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.http.GraphService;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge node's GraphQL, metrics and health over HTTP. The node itself belongs to the caller, who
 * closes it after the server. Any thread.
 */
public final class EdgeServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);

  /** Threads that read what subscribers are told. */
  private static final int TELLERS = 2;

  private final EdgeNode node;
  private final ThreadPoolExecutor workers;
  private final ExecutorService tellers =
      Executors.newFixedThreadPool(
          TELLERS, Thread.ofPlatform().name("edge-changes-", 1).daemon().factory());
  private final GraphServer server;

  private EdgeServer(EdgeNode node, EdgeServerSettings settings, PrometheusMeterRegistry meters) {
    this.node = node;
    EdgeServerSettings.HttpSettings http = settings.http();
    var graphMeters =
        new GraphMeters(
            meters,
            new GraphMeters.Catalogue(
                EdgeServerMetric.REQUESTS,
                EdgeServerMetric.ERRORS,
                EdgeServerMetric.DOCUMENT_MISSES));
    GraphEngine engine = engine(settings, graphMeters);
    workers = GraphWorkers.of("edge-graphql-", http.workers(), http.queue());
    server =
        GraphServer.start(
            http.listen(),
            new GraphService(
                () -> engine,
                workers,
                http.body(),
                new RequestIds(),
                graphMeters,
                SubscriptionLimits.standard()),
            meters,
            this::health);
  }

  /**
   * Starts one over a node; returns when it listens.
   *
   * @param meters what {@code /metrics} shows
   * @throws ai.valeo.erp.tributary.graphql.http.HttpServerException if it cannot listen there
   */
  public static EdgeServer start(
      EdgeNode node, EdgeServerSettings settings, PrometheusMeterRegistry meters) {
    EdgeServer server = new EdgeServer(node, settings, meters);
    log.atInfo()
        .addKeyValue("node", node.id().value())
        .addKeyValue("host", settings.http().listen().address().host())
        .addKeyValue("port", server.port())
        .log("Edge-GraphQL-Server bereit auf Port");
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Ready with and without a network; not when its store cannot be read. */
  public Health health() {
    try {
      String connection = "connection " + node.stats().connection();
      return new Health(true, List.of(new Health.Check("store", true, connection)));
    } catch (StoreException e) {
      return new Health(
          true, List.of(new Health.Check("store", false, String.valueOf(e.getMessage()))));
    }
  }

  /** Stops to listen; the node goes on. */
  @Override
  public void close() {
    server.close();
    workers.shutdown();
    tellers.shutdown();
    log.atInfo().addKeyValue("node", node.id().value()).log("Edge GraphQL stopped");
  }

  private GraphEngine engine(EdgeServerSettings settings, GraphMeters meters) {
    String sdl = EdgeSchema.sdl();
    var surroundings =
        new EdgeFetchers.Surroundings(
            new About(settings.node().location(), version(), EdgeSchema.version(sdl)),
            new MachineLoad(settings.node().store().file()),
            settings.node().entityTypes(),
            InstantSource.system(),
            tellers);
    var fetchers =
        new EdgeFetchers(
            new EdgeNodePort(node, settings.node().scope()), surroundings, Centre.NONE);
    return new GraphEngine(
        fetchers.schema(EdgeSchema.definitions(sdl)),
        settings.limits(),
        EdgeFetchers::code,
        meters::documentMissed);
  }

  private static String version() {
    String version = EdgeServer.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}
