package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the centre over HTTP. It is asked only when the circuit allows, and nothing is asked twice.
 * Futures end on threads of this client, which may block. Any thread.
 */
final class CentreClient implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SERVER_ERROR = 500;
  private static final String REQUEST_ID = "x-request-id";
  private static final String SCHEMA_VERSION = "x-schema-version";

  private final GatewaySettings settings;
  private final Reach reach;
  private static final Duration[] TIME_BOUNDS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final Timer answered;
  private final Timer failed;
  private final Consumer<String> announced;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().name("edge-centre-", 1).daemon().factory());
  private final HttpClient http;

  /**
   * A client.
   *
   * @param announced is told the version of the centre's schema whenever an answer names it
   */
  CentreClient(
      GatewaySettings settings, Reach reach, MeterRegistry meters, Consumer<String> announced) {
    this.announced = announced;
    this.settings = settings;
    this.reach = reach;
    this.answered = timer(meters, "answered");
    this.failed = timer(meters, "failed");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .executor(threads)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Whether the centre may be asked now; who asks then must ask. */
  boolean tryAcquire() {
    return reach.tryAcquire();
  }

  /**
   * Asks a question for a request, whose token, id and place in a trace go along. To be called
   * after {@link #tryAcquire} only.
   *
   * @return the answer, a JSON object; fails if there is none
   */
  CompletableFuture<JsonNode> ask(Question question, GraphRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", question.text());
    body.put("variables", question.variables());
    HttpRequest.Builder post =
        request("/graphql")
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header(REQUEST_ID, request.id())
            .POST(BodyPublishers.ofByteArray(Json.write(body).getBytes()));
    String authorization = request.caller().authorization();
    if (authorization != null) {
      post.header("authorization", authorization);
    }
    String traceparent = request.caller().traceparent();
    if (traceparent != null) {
      post.header(Headers.TRACEPARENT, traceparent);
    }
    return send(post).thenApply(CentreClient::answer);
  }

  /**
   * Asks for the schema. To be called after {@link #tryAcquire} only.
   *
   * @param known version that is known already, if one is
   * @return the schema, or nothing if it is that version
   */
  CompletableFuture<Optional<CentreSchema>> schema(@Nullable String known) {
    HttpRequest.Builder get = request("/graphql/schema").GET();
    if (known != null) {
      get.header("if-none-match", '"' + known + '"');
    }
    return send(get).thenApply(CentreClient::schema);
  }

  /**
   * Connects for a subscription; whose token and id go along. To be called after {@link
   * #tryAcquire} only.
   *
   * @param streams makes the stream, given the largest message
   * @return the stream, when the centre has accepted the connection; fails if it does not
   */
  CompletableFuture<CentreStream> listen(IntFunction<CentreStream> streams, GraphRequest request) {
    CentreStream stream = streams.apply(settings.maxAnswerBytes());
    CentreSocket socket = stream.socket();
    String authorization = request.caller().authorization();
    WebSocket.Builder builder =
        http.newWebSocketBuilder()
            .subprotocols(CentreSocket.PROTOCOL)
            .connectTimeout(settings.timeout())
            .header(REQUEST_ID, request.id());
    if (authorization != null) {
      builder.header("authorization", authorization);
    }
    long begunNanos = System.nanoTime();
    return builder
        .buildAsync(URI.create(uri("/graphql").replaceFirst("^http", "ws")), socket)
        .thenCompose(open -> {
          socket.begin(authorization);
          return socket.acknowledged();
        })
        .thenCompose(acknowledged -> stream.ask())
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle((done, failure) -> {
          Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
          if (failure == null) {
            reach.succeeded(took);
            return stream;
          }
          reach.failed(took, unwrapped(failure));
          socket.cut("The centre did not accept the connection");
          throw new CentreFailedException(unwrapped(failure));
        });
  }

  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdown();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(uri(path))).timeout(settings.timeout());
  }

  private String uri(String path) {
    return settings.centre().toString().replaceFirst("/+$", "") + path;
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
    long begunNanos = System.nanoTime();
    long endNanos = begunNanos + settings.timeout().toNanos();
    return http.sendAsync(
            request.build(),
            info ->
                new LimitedBody(
                    settings.maxAnswerBytes(), Duration.ofNanos(endNanos - System.nanoTime())))
        .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync(
            (response, failure) -> {
              Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
              Throwable cause = failure == null ? failed(response) : unwrapped(failure);
              if (cause == null) {
                reach.succeeded(took);
                answered.record(took);
                response.headers().firstValue(SCHEMA_VERSION).ifPresent(announced);
                return response;
              }
              reach.failed(took, cause);
              failed.record(took);
              throw new CentreFailedException(cause);
            },
            threads);
  }

  private static @Nullable Throwable failed(HttpResponse<byte[]> response) {
    return response.statusCode() >= SERVER_ERROR
        ? new CentreFailedException("status " + response.statusCode())
        : null;
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** A refusal is an answer, also where a proxy gives it: what is kept must not stand in for it. */
  private static JsonNode answer(HttpResponse<byte[]> response) {
    JsonNode answer = Json.read(response.body());
    boolean isAnswer = answer != null && (answer.has("data") || answer.has("errors"));
    if (!isAnswer && response.statusCode() == UNAUTHORIZED) {
      return CentreErrors.refusal("UNAUTHENTICATED", "The centre does not know the caller");
    }
    if (!isAnswer && response.statusCode() == FORBIDDEN) {
      return CentreErrors.refusal("FORBIDDEN", "The centre does not let the caller do that");
    }
    if (answer == null || !isAnswer) {
      throw new CentreFailedException("status " + response.statusCode() + ", no GraphQL answer");
    }
    return answer;
  }

  private static Optional<CentreSchema> schema(HttpResponse<byte[]> response) {
    if (response.statusCode() == NOT_MODIFIED) {
      return Optional.empty();
    }
    String version = response.headers().firstValue("etag").orElse("").replace("\"", "");
    if (response.statusCode() != OK || version.isEmpty()) {
      throw new CentreFailedException("status " + response.statusCode() + ", no schema");
    }
    String sdl = new String(response.body(), StandardCharsets.UTF_8);
    return Optional.of(new CentreSchema(version, sdl));
  }

  private static Timer timer(MeterRegistry meters, String result) {
    CataloguedMetric metric = GatewayMetric.REQUESTS;
    return Timer.builder(metric.id())
        .description(metric.meaning())
        .serviceLevelObjectives(TIME_BOUNDS)
        .tag("result", result)
        .register(meters);
  }
}
