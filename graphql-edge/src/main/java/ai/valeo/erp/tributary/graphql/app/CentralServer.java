package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.graphql.command.CommandFields;
import ai.valeo.erp.tributary.graphql.fetch.CentralFetchers;
import ai.valeo.erp.tributary.graphql.fetch.Lags;
import ai.valeo.erp.tributary.graphql.http.GraphMeters;
import ai.valeo.erp.tributary.graphql.http.GraphServer;
import ai.valeo.erp.tributary.graphql.http.GraphService;
import ai.valeo.erp.tributary.graphql.http.Health;
import ai.valeo.erp.tributary.graphql.http.HealthGauges;
import ai.valeo.erp.tributary.graphql.http.SchemaPage;
import ai.valeo.erp.tributary.graphql.peer.PeerSettings;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.EdgeSchema;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.view.AvroReaders;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import ai.valeo.erp.tributary.graphql.view.RateMeter;
import ai.valeo.erp.tributary.graphql.view.StreamsViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewMetrics;
import ai.valeo.erp.tributary.graphql.view.ViewReaders;
import ai.valeo.erp.tributary.graphql.view.ViewReads;
import ai.valeo.erp.tributary.graphql.view.Views;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The centre's read process: views of the committed topics, and GraphQL over them. It starts with
 * the broker or the registry away and says so in its health. Any thread; {@link #close} ends it in
 * seconds.
 */
public final class CentralServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CentralServer.class);
  private static final Duration STOP_TIME = Duration.ofSeconds(15);

  private final CentralSettings settings;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final GraphMeters graphMeters =
      new GraphMeters(
          meters,
          new GraphMeters.Catalogue(
              CentralMeter.GRAPHQL_REQUESTS,
              CentralMeter.GRAPHQL_ERRORS,
              CentralMeter.DOCUMENT_MISSES));
  private final JvmGcMetrics collections;
  private final AvroSerdes serdes;
  private final ThreadPoolExecutor workers;
  private final RegistryProbe registry;
  private final ViewSupervisor supervisor;
  private final CentralChanges changes;
  private final Security security;
  private final @Nullable Instances instances;
  private final GraphEngine engine;
  private final CommandDesk desk;
  private final Thread thread;
  private @Nullable GraphServer server;
  private boolean isClosed;

  /**
   * A process that is not started yet.
   *
   * @throws ai.valeo.erp.tributary.schemas.catalog.EntityTypeException if an entity type is unsound
   */
  public CentralServer(CentralSettings settings) {
    this(settings, Tracing.OFF);
  }

  /**
   * A process that is not started yet.
   *
   * @param tracing where it records the stages of mutations; closed by whoever made it
   * @throws ai.valeo.erp.tributary.schemas.catalog.EntityTypeException if an entity type is unsound
   */
  public CentralServer(CentralSettings settings, Tracing tracing) {
    this.settings = settings;
    StreamMeters.prepare(meters, settings.views().metricsLevel().equals("DEBUG"));
    collections = StreamMeters.collections(meters);
    EntityTypes types = settings.topics().entityTypes();
    serdes = AvroSerdes.of(settings.registry());
    ViewReaders readers = AvroReaders.all(serdes, settings.topics().names(), types);
    RateMeter rate = new RateMeter(System::currentTimeMillis);
    StreamsViewStores stores = new StreamsViewStores();
    LateLags lags = new LateLags();
    PeerSettings peers = settings.peers();
    CentralOperations operations =
        new CentralOperations(
            peers == null ? settings.operations() : settings.operations().withoutCache(), meters);
    security = new Security(settings.security(), meters, InstantSource.system());
    Views.Counting counting =
        new Views.Counting(rate, new ViewMetrics(meters, operations), tracing);
    instances =
        peers == null
            ? null
            : new Instances(
                settings, peers, new Instances.Surroundings(stores, readers, rate, lags), meters);
    Lags allLags = instances == null ? lags : new Instances.AllLags(instances, lags);
    Views views =
        Views.over(
            instances == null ? ViewReads.local(stores) : instances.reads(),
            readers,
            counting,
            settings.views().retention());
    CentralFetchers fetchers =
        new CentralFetchers(
            views, allLags, System::currentTimeMillis, settings.edgeSilence(), peers != null);
    fetchers.measure(meters, settings.operations().metricNodes());
    changes =
        new CentralChanges(settings, readers, views, new CentralChanges.Measured(fetchers, meters));
    desk =
        new CommandDesk(
            settings,
            new CommandDesk.Surroundings(serdes, readers, views, allLags, tracing),
            meters);
    engine =
        new GraphEngine(
                CentralSchema.build(wiring ->
                    desk.fields().into(changes.into(operations.into(fetchers.into(wiring))))),
                settings.limits(),
                CentralServer::code,
                graphMeters::documentMissed,
                security.watch(fetchers.rule()).around(operations.watch().around(fetchers.watch())))
            .awaiting(desk.fields().gate());
    registry = new RegistryProbe(serdes.registry()::isReachable);
    supervisor =
        new ViewSupervisor(
            settings,
            new ViewSupervisor.ViewParts(
                readers, counting, stores, instances, operations, registry),
            meters,
            new WarmUp(engine, settings.warmup()));
    lags.real = supervisor;
    workers =
        GraphWorkers.of("central-graphql-", settings.http().workers(), settings.http().queue());
    thread = Thread.ofPlatform().name("central-views").unstarted(supervisor);
  }

  /** The supervisor, which the fetchers are made before. */
  private static final class LateLags implements Lags {
    private volatile @Nullable Lags real;

    @Override
    public @Nullable Long queueDepth() {
      Lags now = real;
      return now == null ? null : now.queueDepth();
    }

    @Override
    public @Nullable Long readLag() {
      Lags now = real;
      return now == null ? null : now.readLag();
    }
  }

  /**
   * Starts to listen, and starts the views behind; returns when it listens. {@link #health} tells
   * when it is ready.
   *
   * @throws ai.valeo.erp.tributary.graphql.http.HttpServerException if it cannot listen there
   */
  public synchronized void start() {
    if (isClosed || server != null) {
      throw new IllegalStateException("start: already started or closed");
    }
    if (instances != null) {
      instances.start();
    }
    HttpSettings http = settings.http();
    server =
        GraphServer.start(
            http.listen(settings.security().tokens() == null),
            new GraphService(
                () -> engine,
                workers,
                http.body(),
                new RequestIds(),
                graphMeters,
                settings.subscriptions(),
                new SchemaPage(CentralSchema.sdl(), EdgeSchema.version(CentralSchema.sdl())),
                security),
            meters,
            this::health);
    HealthGauges.show(meters, "central", this::health, CentralServer.class);
    registry.start();
    thread.start();
    changes.start();
    desk.start();
    log.atInfo()
        .addKeyValue("host", http.address().host())
        .addKeyValue("port", port())
        .log("Centre listens");
  }

  /**
   * The port it listens on.
   *
   * @throws IllegalStateException before the start
   */
  public synchronized int port() {
    GraphServer listening = server;
    if (listening == null) {
      throw new IllegalStateException("port: not started");
    }
    return listening.port();
  }

  /** How it is; ready when queries can be answered. */
  public Health health() {
    Health views = supervisor.health();
    String trouble = security.trouble();
    return trouble == null ? views : views.with(new Health.Check("security", false, trouble));
  }

  /** Its meters, as {@code /metrics} shows them. */
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  /** Stops: no new requests, then the views, then the rest. Again does nothing. */
  @Override
  public synchronized void close() {
    if (isClosed) {
      return;
    }
    isClosed = true;
    supervisor.stop();
    try {
      GraphServer listening = server;
      if (listening != null) {
        listening.close();
      }
    } finally {
      workers.shutdown();
      registry.close();
      changes.close();
      security.close();
      desk.close();
      awaitThread();
      if (instances != null) {
        instances.close();
      }
      serdes.close();
      collections.close();
      meters.close();
      log.atInfo().log("Centre stopped");
    }
  }

  private void awaitThread() {
    try {
      if (!thread.join(STOP_TIME)) {
        log.atWarn().log("Views did not stop in time");
      }
    } catch (IllegalThreadStateException e) {
      log.atDebug().log("Views were never started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable ErrorCode code(Throwable failure) {
    ErrorCode code = CentralFetchers.code(failure);
    return code == null ? CommandFields.code(failure) : code;
  }
}
