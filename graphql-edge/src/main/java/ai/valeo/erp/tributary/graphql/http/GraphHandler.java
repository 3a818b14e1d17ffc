package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.Cancellation;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ErrorFormat;
import ai.valeo.erp.tributary.graphql.schema.Execution;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.security.Security;
import ai.valeo.erp.tributary.graphql.security.SecuritySettings;
import ai.valeo.erp.tributary.graphql.security.TokenRefusedException;
import ai.valeo.erp.tributary.graphql.subscribe.Subscriptions;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * GraphQL over HTTP, by the specification of that name. The event loop reads and writes; the
 * operation runs on the executor.
 */
final class GraphHandler implements Handler<HttpServerRequest> {

  private static final Logger log = LoggerFactory.getLogger(GraphHandler.class);

  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("x-content-type-options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int TOO_MANY = 429;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  /** Time for a client that still sends to read why it is refused, before the connection closes. */
  private static final long LINGER_MS = 1_000;

  private final Vertx vertx;
  private final Supplier<GraphEngine> engine;
  private final Executor workers;
  private final BodyLimits limits;
  private final Supplier<String> requestIds;
  private final GraphMeters meters;
  private final Subscriptions subscriptions;
  private final String schemaVersion;
  private final Security security;
  private final OriginRule origins;
  private final long timeoutMs;

  GraphHandler(Vertx vertx, GraphService service, Subscriptions subscriptions) {
    this.vertx = vertx;
    this.engine = service.engine();
    this.workers = service.workers();
    this.limits = service.limits();
    this.requestIds = service.requestIds();
    this.meters = service.meters();
    this.schemaVersion = service.schema().version();
    this.subscriptions = subscriptions;
    this.security = service.security();
    SecuritySettings settings = security.settings();
    this.origins = new OriginRule(settings.origins(), settings.get());
    this.timeoutMs = settings.timeout().toMillis();
  }

  /** One request on its way; without a media type it takes nothing but an event stream. */
  private record Exchange(
      HttpServerRequest request,
      String id,
      @Nullable MediaType wished,
      boolean takesEvents,
      Timer.Sample timing,
      AtomicReference<Identity> identity) {

    MediaType type() {
      return wished == null ? MediaType.JSON : wished;
    }
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (request.canUpgradeToWebSocket()) {
      socket(request);
      return;
    }
    if (origins.answersPreflight(request)) {
      return;
    }
    origins.mark(request);
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    MediaType wished = MediaType.accepted(accept);
    Exchange exchange =
        new Exchange(
            request,
            RequestId.of(request, requestIds),
            wished,
            MediaType.acceptsEvents(accept),
            meters.begin(),
            new AtomicReference<>(Identity.anonymous()));
    try {
      if (wished == null && !exchange.takesEvents) {
        throw new RefusedRequestException(
            NOT_ACCEPTABLE, ErrorCode.NOT_ACCEPTABLE, "accept: expected " + MediaType.offered());
      }
      dispatch(exchange);
    } catch (RefusedRequestException e) {
      refuse(exchange, e);
    }
  }

  /** Browsers let every page open a WebSocket to everywhere, and tell only whose page it is. */
  private void socket(HttpServerRequest request) {
    if (origins.admits(request)) {
      subscriptions.socket(request, HttpRequests.caller(request));
    } else {
      request.response().setStatusCode(FORBIDDEN).end();
    }
  }

  private void dispatch(Exchange exchange) {
    HttpServerRequest request = exchange.request;
    Caller claimed = HttpRequests.caller(request);
    if (exchange.takesEvents && !origins.admits(request)) {
      throw new RefusedRequestException(
          FORBIDDEN, ErrorCode.BAD_REQUEST, "origin: expected that of this server");
    }
    if (request.method().equals(HttpMethod.GET)) {
      origins.checkGet(request);
      MultiMap parameters = HttpRequests.query(request);
      run(
          exchange,
          () ->
              HttpRequests.parameters(
                  exchange.id, parameters, known(exchange, claimed), security.documents()));
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("allow", "GET, POST");
      throw new RefusedRequestException(
          METHOD_NOT_ALLOWED, ErrorCode.METHOD_NOT_ALLOWED, "Use GET or POST");
    }
    if (!MediaType.isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      throw new RefusedRequestException(
          UNSUPPORTED_MEDIA_TYPE,
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "content-type: expected application/json in UTF-8");
    }
    BodyReader.read(vertx, request, limits)
        .onSuccess(body ->
            run(
                exchange,
                () ->
                    HttpRequests.body(
                        exchange.id,
                        body.getBytes(),
                        known(exchange, claimed),
                        security.documents())))
        .onFailure(failure -> refuse(exchange, failure));
  }

  /**
   * The caller, if the token holds.
   *
   * @throws RefusedRequestException if it does not
   */
  private Caller known(Exchange exchange, Caller claimed) {
    try {
      Identity identity = security.identity(claimed.authorization(), claimed.client());
      exchange.identity.set(identity);
      return claimed.as(identity);
    } catch (TokenRefusedException e) {
      Security.Refusal refusal = security.refusal(e, claimed.client());
      throw new RefusedRequestException(
          refusal.status(),
          refusal.code(),
          String.valueOf(e.getMessage()),
          Map.of(refusal.header(), refusal.value()));
    }
  }

  /** Runs the operation on a worker, and ends the response on the event loop. */
  private void run(Exchange exchange, Supplier<GraphRequest> read) {
    Context loop = vertx.getOrCreateContext();
    Cancellation cancellation = new Cancellation();
    long timer = vertx.setTimer(timeoutMs, late -> expire(exchange, cancellation));
    try {
      workers.execute(() -> {
        CompletionStage<Execution> begun = logged(exchange, read, cancellation);
        begun.whenComplete((execution, failure) -> {
          Runnable answer = answer(exchange, execution, failure);
          loop.runOnContext(ignored -> {
            if (vertx.cancelTimer(timer)) {
              answer.run();
            }
          });
        });
      });
    } catch (RejectedExecutionException e) {
      vertx.cancelTimer(timer);
      exchange.request.response().putHeader("retry-after", "1");
      end(exchange, error(exchange, UNAVAILABLE, ErrorCode.OVERLOADED, "Too many requests"));
    }
  }

  /** What was to be changed may have been, or may still be. */
  private void expire(Exchange exchange, Cancellation cancellation) {
    cancellation.cancel();
    String message = "Answering took longer than " + timeoutMs + " ms";
    end(exchange, error(exchange, UNAVAILABLE, ErrorCode.EXECUTION_TIMEOUT, message));
  }

  /** What is logged by this thread meanwhile bears the request's id. */
  private CompletableFuture<Execution> logged(
      Exchange exchange, Supplier<GraphRequest> read, Cancellation cancellation) {
    MDC.put(RequestId.LOGGED, exchange.id);
    try {
      return execution(exchange, read, cancellation);
    } finally {
      MDC.remove(RequestId.LOGGED);
    }
  }

  private CompletableFuture<Execution> execution(
      Exchange exchange, Supplier<GraphRequest> read, Cancellation cancellation) {
    try {
      GraphRequest request = read.get();
      return exchange.takesEvents
          ? engine.get().start(request, cancellation)
          : engine.get().answering(request, cancellation).thenApply(Execution.Once::new);
    } catch (RuntimeException | StackOverflowError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** How an execution is answered; what is returned runs on the event loop. */
  private Runnable answer(
      Exchange exchange, @Nullable Execution execution, @Nullable Throwable failure) {
    if (failure != null || execution == null) {
      Result result = failed(exchange, failure);
      return () -> end(exchange, result);
    }
    if (exchange.wished != null && execution instanceof Execution.Once once) {
      GraphAnswer answer = once.answer();
      Buffer body = Json.write(answer.body());
      int status = status(exchange.wished, answer);
      return () -> end(exchange, new Result(status, answer.codes(), body, answer.headers()));
    }
    return () -> stream(exchange, execution);
  }

  private Result failed(Exchange exchange, @Nullable Throwable failure) {
    if (failure instanceof RefusedRequestException e) {
      return refused(exchange, e);
    }
    log.atError()
        .setCause(failure)
        .addKeyValue("requestId", exchange.id)
        .log("GraphQL request failed");
    return error(exchange, INTERNAL_ERROR, ErrorCode.INTERNAL, "Internal error");
  }

  private void stream(Exchange exchange, Execution execution) {
    HttpServerResponse response = exchange.request.response();
    if (response.closed()) {
      return;
    }
    response
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF)
        .putHeader(RequestId.HEADER, exchange.id);
    Long msLeft = security.msLeft(Objects.requireNonNull(exchange.identity.get()));
    var answering = new Subscriptions.Answering(exchange.id, execution, msLeft);
    if (subscriptions.stream(exchange.request, answering)) {
      meters.answered(exchange.timing, OK);
    } else {
      response.putHeader("retry-after", "1");
      end(exchange, error(exchange, UNAVAILABLE, ErrorCode.OVERLOADED, "Too many requests"));
    }
  }

  private record Result(
      int status, Set<ErrorCode> codes, Buffer body, Map<String, String> headers) {}

  private static int status(MediaType type, GraphAnswer answer) {
    if (answer.codes().contains(ErrorCode.METHOD_NOT_ALLOWED)) {
      return METHOD_NOT_ALLOWED;
    }
    if (answer.codes().contains(ErrorCode.NOT_ACCEPTABLE)) {
      return NOT_ACCEPTABLE;
    }
    if (!answer.isExecuted() && answer.codes().contains(ErrorCode.RATE_LIMITED)) {
      return TOO_MANY;
    }
    return answer.isExecuted() || type == MediaType.JSON ? OK : BAD_REQUEST;
  }

  private static Result error(Exchange exchange, int status, ErrorCode code, String message) {
    return new Result(
        status, Set.of(code), Json.write(ErrorFormat.answer(code, message, exchange.id)), Map.of());
  }

  private static Result refused(Exchange exchange, RefusedRequestException refused) {
    String message = String.valueOf(refused.getMessage());
    Result error = error(exchange, refused.status(), refused.code(), message);
    return new Result(error.status, error.codes, error.body, refused.headers());
  }

  private void refuse(Exchange exchange, Throwable failure) {
    if (failure instanceof RefusedRequestException refused) {
      end(exchange, refused(exchange, refused));
      return;
    }
    log.atDebug().setCause(failure).addKeyValue("requestId", exchange.id).log("Request broke off");
    exchange.request.connection().close();
  }

  /** A client that has the answer already is told so, by GET. */
  private static Result unlessKnown(Exchange exchange, Result result) {
    String etag = result.headers.get("etag");
    boolean isKnown =
        etag != null
            && result.status == OK
            && exchange.request.method().equals(HttpMethod.GET)
            && etag.equals(exchange.request.getHeader("if-none-match"));
    return isKnown
        ? new Result(NOT_MODIFIED, result.codes, Buffer.buffer(), result.headers)
        : result;
  }

  private void end(Exchange exchange, Result made) {
    Result result = unlessKnown(exchange, made);
    for (ErrorCode code : result.codes) {
      meters.failed(code.name());
    }
    meters.answered(exchange.timing, result.status);
    HttpServerResponse response = exchange.request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(result.status)
        .putHeader(HttpHeaders.CONTENT_TYPE, exchange.type().contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
        .putHeader(CONTENT_TYPE_OPTIONS, NO_SNIFF)
        .putHeader(SchemaPage.VERSION_HEADER, schemaVersion)
        .putHeader(RequestId.HEADER, exchange.id);
    result.headers.forEach(response::putHeader);
    response.end(result.body);
    boolean isHalfRead = result.status == PAYLOAD_TOO_LARGE || result.status == REQUEST_TIMEOUT;
    if (isHalfRead && exchange.request.version() != HttpVersion.HTTP_2) {
      vertx.setTimer(LINGER_MS, over -> exchange.request.connection().close());
    }
  }
}
