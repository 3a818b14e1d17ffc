package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ErrorFormat;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GraphQL over HTTP, by the specification of that name. The event loop reads and writes; the
 * operation runs on the executor.
 *
 * <p>A POST needs the content type JSON, which a page of another origin cannot send without asking
 * first; so a browser cannot be made to send one unasked (CSRF).
 */
final class GraphHandler implements Handler<HttpServerRequest> {

  private static final Logger log = LoggerFactory.getLogger(GraphHandler.class);

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;

  /** Time for a client that still sends to read why it is refused, before the connection closes. */
  private static final long LINGER_MS = 1_000;

  private final Vertx vertx;
  private final GraphEngine engine;
  private final Executor workers;
  private final BodyLimits limits;
  private final Supplier<String> requestIds;
  private final GraphMeters meters;

  GraphHandler(Vertx vertx, GraphService service) {
    this.vertx = vertx;
    this.engine = service.engine();
    this.workers = service.workers();
    this.limits = service.limits();
    this.requestIds = service.requestIds();
    this.meters = service.meters();
  }

  /** One request on its way. */
  private record Exchange(
      HttpServerRequest request, String id, MediaType type, Timer.Sample timing) {}

  @Override
  public void handle(HttpServerRequest request) {
    Timer.Sample timing = meters.begin();
    MediaType accepted = MediaType.accepted(request.getHeader("accept"));
    MediaType type = accepted == null ? MediaType.JSON : accepted;
    Exchange exchange = new Exchange(request, RequestId.of(request, requestIds), type, timing);
    try {
      if (accepted == null) {
        throw new RefusedRequestException(
            NOT_ACCEPTABLE, ErrorCode.NOT_ACCEPTABLE, "accept: expected " + MediaType.offered());
      }
      dispatch(exchange);
    } catch (RefusedRequestException e) {
      refuse(exchange, e);
    }
  }

  private void dispatch(Exchange exchange) {
    HttpServerRequest request = exchange.request;
    if (request.method().equals(HttpMethod.GET)) {
      run(exchange, () -> RequestReader.parameters(exchange.id, request.params()));
      return;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader("allow", "GET, POST");
      throw new RefusedRequestException(
          METHOD_NOT_ALLOWED, ErrorCode.METHOD_NOT_ALLOWED, "Use GET or POST");
    }
    if (!MediaType.isJson(request.getHeader("content-type"))) {
      throw new RefusedRequestException(
          UNSUPPORTED_MEDIA_TYPE,
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "content-type: expected application/json in UTF-8");
    }
    BodyReader.read(vertx, request, limits)
        .onSuccess(body -> run(exchange, () -> RequestReader.body(exchange.id, body.getBytes())))
        .onFailure(failure -> refuse(exchange, failure));
  }

  /** Runs the operation on a worker, and ends the response on the event loop. */
  private void run(Exchange exchange, Supplier<GraphRequest> read) {
    Context loop = vertx.getOrCreateContext();
    try {
      workers.execute(() -> {
        Result result = result(exchange, read);
        loop.runOnContext(ignored -> end(exchange, result));
      });
    } catch (RejectedExecutionException e) {
      exchange.request.response().putHeader("retry-after", "1");
      end(exchange, error(exchange, UNAVAILABLE, ErrorCode.OVERLOADED, "Too many requests"));
    }
  }

  private record Result(int status, Set<ErrorCode> codes, Buffer body) {}

  private Result result(Exchange exchange, Supplier<GraphRequest> read) {
    try {
      GraphAnswer answer = engine.answer(read.get());
      return new Result(status(exchange.type, answer), answer.codes(), Json.write(answer.body()));
    } catch (RefusedRequestException e) {
      return error(exchange, e.status(), e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      log.atError().setCause(e).addKeyValue("requestId", exchange.id).log("GraphQL request failed");
      return error(exchange, INTERNAL_ERROR, ErrorCode.INTERNAL, "Internal error");
    }
  }

  private static int status(MediaType type, GraphAnswer answer) {
    if (answer.codes().contains(ErrorCode.METHOD_NOT_ALLOWED)) {
      return METHOD_NOT_ALLOWED;
    }
    return answer.isExecuted() || type == MediaType.JSON ? OK : BAD_REQUEST;
  }

  private static Result error(Exchange exchange, int status, ErrorCode code, String message) {
    return new Result(
        status, Set.of(code), Json.write(ErrorFormat.answer(code, message, exchange.id)));
  }

  private void refuse(Exchange exchange, Throwable failure) {
    if (failure instanceof RefusedRequestException refused) {
      String message = String.valueOf(refused.getMessage());
      end(exchange, error(exchange, refused.status(), refused.code(), message));
      return;
    }
    log.atDebug().setCause(failure).addKeyValue("requestId", exchange.id).log("Request broke off");
    exchange.request.connection().close();
  }

  private void end(Exchange exchange, Result result) {
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
        .putHeader("content-type", exchange.type.contentType())
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader(RequestId.HEADER, exchange.id);
    response.end(result.body);
    boolean isHalfRead = result.status == PAYLOAD_TOO_LARGE || result.status == REQUEST_TIMEOUT;
    if (isHalfRead && exchange.request.version() != HttpVersion.HTTP_2) {
      vertx.setTimer(LINGER_MS, over -> exchange.request.connection().close());
    }
  }
}
