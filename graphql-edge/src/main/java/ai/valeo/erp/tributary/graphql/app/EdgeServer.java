package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.graphql.edge.About;
import ai.valeo.erp.tributary.graphql.edge.Centre;
import ai.valeo.erp.tributary.graphql.edge.EdgeFetchers;
import ai.valeo.erp.tributary.graphql.edge.EdgeServerMetric;
import ai.valeo.erp.tributary.graphql.edge.MachineLoad;
import ai.valeo.erp.tributary.graphql.gateway.Gateway;
import ai.valeo.erp.tributary.graphql.gateway.GatewaySettings;
import ai.valeo.erp.tributary.graphql.http.GraphMeters;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.http.GraphService;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.http.HealthGauges;
import ai.valeo.erp.tributary.graphql.http.SchemaPage;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.security.Security;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private final Security security;
  private final GraphServer server;
  private final @Nullable Gateway gateway;

  private EdgeServer(EdgeNode node, EdgeServerSettings settings, PrometheusMeterRegistry meters) {
    this.node = node;
    HttpSettings http = settings.http();
    var graphMeters =
        new GraphMeters(
            meters,
            new GraphMeters.Catalogue(
                EdgeServerMetric.REQUESTS,
                EdgeServerMetric.ERRORS,
                EdgeServerMetric.DOCUMENT_MISSES));
    EdgeFetchers fetchers = fetchers(node, settings);
    security = new Security(settings.security(), meters, InstantSource.system());
    GraphEngine.Watch watch = security.watch(fetchers.rule());
    GatewaySettings gatewaySettings = settings.gateway();
    gateway =
        gatewaySettings == null
            ? null
            : gateway(
                node, gatewaySettings, fetchers, engines(settings, graphMeters, watch), meters);
    workers = GraphWorkers.of("edge-graphql-", http.workers(), http.queue());
    server =
        GraphServer.start(
            http.listen(settings.security().tokens() == null),
            new GraphService(
                engine(fetchers, engines(settings, graphMeters, watch)),
                workers,
                http.body(),
                new RequestIds(),
                graphMeters,
                settings.subscriptions(),
                new SchemaPage(EdgeSchema.sdl(), EdgeSchema.version(EdgeSchema.sdl())),
                security),
            meters,
            this::health);
    HealthGauges.show(meters, "edge", this::health, EdgeServer.class);
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
        .addKeyValue("host", settings.http().address().host())
        .addKeyValue("port", server.port())
        .log("Edge-GraphQL-Server bereit auf Port");
    return server;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Ready with and without a network; not when its store cannot be read or is full, or when a
   * person has to look after it.
   */
  public Health health() {
    try {
      List<Health.Check> checks = EdgeChecks.of(node);
      String trouble = security.trouble();
      if (trouble != null) {
        checks.add(new Health.Check("security", false, trouble));
      }
      if (gateway != null) {
        checks.add(new Health.Check("gateway", true, gateway.state()));
      }
      return new Health(true, checks);
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
    security.close();
    if (gateway != null) {
      gateway.close();
    }
    log.atInfo().addKeyValue("node", node.id().value()).log("Edge GraphQL stopped");
  }

  /** The engine that knows the centre, where there is one. */
  private Supplier<GraphEngine> engine(EdgeFetchers fetchers, Gateway.EngineMaker engines) {
    if (gateway != null) {
      gateway.start();
      return gateway::engine;
    }
    GraphEngine local =
        engines.make(
            fetchers.schema(EdgeSchema.definitions(EdgeSchema.sdl())),
            SimplePerformantInstrumentation.INSTANCE);
    return () -> local;
  }

  private static Gateway gateway(
      EdgeNode node,
      GatewaySettings settings,
      EdgeFetchers fetchers,
      Gateway.EngineMaker engines,
      MeterRegistry meters) {
    RemoteWatch centre = node.network().watches().watch(Remote.CENTRE);
    Gateway gateway =
        new Gateway(
            settings,
            new Gateway.Parts(
                fetchers::schema,
                engines,
                new CentreReach(centre, () -> !node.connectivity().offlineMode()),
                meters,
                InstantSource.system()));
    node.listenChanges(gateway::changed);
    node.listenConnection((before, after) -> {
      if (after.offlineMode()) {
        gateway.cut();
      }
    });
    return gateway;
  }

  private EdgeFetchers fetchers(EdgeNode node, EdgeServerSettings settings) {
    var surroundings =
        new EdgeFetchers.Surroundings(
            new About(settings.node().location(), version(), EdgeSchema.version(EdgeSchema.sdl())),
            new MachineLoad(settings.node().store().file()),
            settings.node().entityTypes(),
            InstantSource.system(),
            tellers);
    return new EdgeFetchers(
        new EdgeNodePort(node, settings.node().scope()), surroundings, Centre.NONE);
  }

  private static Gateway.EngineMaker engines(
      EdgeServerSettings settings, GraphMeters meters, GraphEngine.Watch watch) {
    return (schema, instrumentation) ->
        new GraphEngine(
            schema,
            settings.limits(),
            EdgeFetchers::code,
            meters::documentMissed,
            watch.telling(instrumentation));
  }

  private static String version() {
    String version = EdgeServer.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}
