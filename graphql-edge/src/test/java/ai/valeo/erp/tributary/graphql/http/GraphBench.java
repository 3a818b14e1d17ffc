package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.app.CentralOperations;
import ai.valeo.erp.tributary.graphql.app.OperationSettings;
import ai.valeo.erp.tributary.graphql.cache.CacheSettings;
import ai.valeo.erp.tributary.graphql.change.ChangeLimits;
import ai.valeo.erp.tributary.graphql.change.Changes;
import ai.valeo.erp.tributary.graphql.change.LogDouble;
import ai.valeo.erp.tributary.graphql.fetch.AlertLimits;
import ai.valeo.erp.tributary.graphql.fetch.CentralFetchers;
import ai.valeo.erp.tributary.graphql.fetch.ChangeSubscriptions;
import ai.valeo.erp.tributary.graphql.fetch.Lags;
import ai.valeo.erp.tributary.graphql.fetch.Signals;
import ai.valeo.erp.tributary.graphql.observe.ObserveSettings;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.subscribe.SubscriptionLimits;
import ai.valeo.erp.tributary.graphql.view.CentralMeter;
import ai.valeo.erp.tributary.graphql.view.ViewBench;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real server over views that a test fills. */
public final class GraphBench implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  public final ViewBench views;
  public final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  public volatile Health health =
      new Health(true, List.of(new Health.Check("views", true, "running")));

  public final SimpleMeterRegistry feedMeters = new SimpleMeterRegistry();
  private final AtomicLong requests = new AtomicLong();
  private final ThreadPoolExecutor workers;
  private final GraphServer server;
  public final LogDouble log;
  public final GraphEngine engine;
  private final Changes changes;
  private final Signals signals;
  private final Security security;
  private final HttpClient client = HttpClient.newHttpClient();

  public GraphBench(Path stateDir) {
    this(stateDir, QueryLimits.standard(), 100);
  }

  public GraphBench(Path stateDir, QueryLimits limits, int queue) {
    this(stateDir, limits, queue, ChangeLimits.standard(), SecuritySettings.OPEN);
  }

  public GraphBench(
      Path stateDir, QueryLimits limits, int queue, SecuritySettings securitySettings) {
    this(stateDir, limits, queue, ChangeLimits.standard(), securitySettings);
  }

  public GraphBench(Path stateDir, QueryLimits limits, int queue, ChangeLimits feed) {
    this(stateDir, limits, queue, feed, SecuritySettings.OPEN);
  }

  private GraphBench(
      Path stateDir,
      QueryLimits limits,
      int queue,
      ChangeLimits feed,
      SecuritySettings securitySettings) {
    var operations =
        new CentralOperations(
            new OperationSettings(
                new CacheSettings(1 << 20, 900),
                new ObserveSettings(Duration.ofNanos(1), 100, 10),
                50),
            meters);
    views = new ViewBench(stateDir, operations);
    log = new LogDouble(views.topicReader().topics(), 3);
    views.tell(log::add);
    security = new Security(securitySettings, meters, InstantSource.system());
    workers = new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queue));
    GraphMeters graphMeters =
        new GraphMeters(
            meters,
            new GraphMeters.Catalogue(
                CentralMeter.GRAPHQL_REQUESTS,
                CentralMeter.GRAPHQL_ERRORS,
                CentralMeter.DOCUMENT_MISSES));
    CentralFetchers fetchers =
        new CentralFetchers(views.views, new FixedLags(), views.nowMs::get, Duration.ofSeconds(30));
    changes = new Changes(log, views.topicReader(), feed, views.nowMs::get, feedMeters);
    signals = fetchers.signals(new AlertLimits(10, 10, 10));
    ChangeSubscriptions subscriptions = new ChangeSubscriptions(views.views, changes, signals);
    engine =
        new GraphEngine(
            CentralSchema.build(
                wiring -> subscriptions.into(operations.into(fetchers.into(wiring)))),
            limits,
            CentralFetchers::code,
            graphMeters::documentMissed,
            security.watch(fetchers.rule()).around(operations.watch()));
    server =
        GraphServer.start(
            new GraphServer.Listen(Address.loopback(), true, GraphServer.PageKind.NONE),
            new GraphService(
                () -> engine,
                workers,
                new BodyLimits(18_000, 500),
                () -> "r" + requests.incrementAndGet(),
                graphMeters,
                SubscriptionLimits.standard(),
                new SchemaPage(CentralSchema.sdl(), "1"),
                security),
            meters,
            () -> health);
    changes.start();
  }

  private static final class FixedLags implements Lags {
    @Override
    public @Nullable Long queueDepth() {
      return 12L;
    }

    @Override
    public @Nullable Long readLag() {
      return null;
    }
  }

  /** The threads that answer, to keep them busy. */
  public ThreadPoolExecutor workers() {
    return workers;
  }

  public int port() {
    return server.port();
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** The whole answer to a query. */
  public JsonNode ask(String query) {
    return ask(query, Map.of());
  }

  /** The whole answer to a query with variables. */
  public JsonNode ask(String query, Map<String, ?> variables) {
    try {
      String body = JSON.writeValueAsString(Map.of("query", query, "variables", variables));
      return JSON.readTree(
          send(HttpRequest.newBuilder(uri("/graphql"))
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body)))
              .body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The lines of an answer, as they come. */
  public HttpResponse<Stream<String>> open(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofMinutes(2)).build(), HttpResponse.BodyHandlers.ofLines());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    server.close();
    signals.close();
    changes.close();
    workers.shutdownNow();
    views.close();
    meters.close();
  }
}
