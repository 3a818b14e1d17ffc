package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ErrorFormat;
import ai.valeo.erp.tributary.graphql.schema.Execution;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one operation as server-sent events, as graphql-sse has it for distinct
 * connections. Runs on the event loop of its response, but for the encoding.
 */
final class EventStream implements AnswerSink {

  private static final Buffer COMPLETE = Buffer.buffer("event: complete\ndata: \n\n");
  private static final long NONE = -1;
  private static final Buffer SIGN_OF_LIFE = Buffer.buffer(":\n\n");

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Clients clients;
  private final Outflow outflow;
  private final AnswerFlow flow;
  private final String requestId;
  private final long startMs;
  private final long keepAliveMs;
  private final @Nullable Long endTimer;
  private long startTimer = NONE;
  private long lifeTimer = NONE;
  private boolean isOver;

  EventStream(
      Vertx vertx, HttpServerResponse response, SubscriptionService service, Answering answering) {
    this.vertx = vertx;
    this.response = response;
    this.clients = answering.clients();
    this.requestId = answering.requestId();
    outflow = new Outflow(vertx, response, service.limits(), this::drop);
    flow = new AnswerFlow(vertx, service.workers(), outflow, this);
    startMs = service.security().settings().timeout().toMillis();
    keepAliveMs = service.limits().keepAliveMs();
    Long msLeft = answering.msLeft();
    endTimer = msLeft == null ? null : vertx.setTimer(msLeft, over -> expire());
    response.closeHandler(closed -> stop());
    response.exceptionHandler(failure -> stop());
  }

  /**
   * What is answered.
   *
   * @param clients counts it
   * @param requestId found again in errors and the log
   * @param msLeft when the client's token is over; null = never
   */
  record Answering(Clients clients, String requestId, @Nullable Long msLeft) {}

  /**
   * Begins. The head goes with the first that is said: a client that has it may rely on being told
   * of everything that it causes from then on.
   *
   * @throws RejectedExecutionException if too much waits for a worker
   */
  void begin(Executor workers, Execution execution) {
    workers.execute(() -> flow.carryOn(execution));
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("x-accel-buffering", "no");
    startTimer = vertx.setTimer(startMs, late -> late());
  }

  @Override
  public void listening() {
    if (!isOver) {
      vertx.cancelTimer(startTimer);
      lifeTimer = vertx.setPeriodic(keepAliveMs, tick -> write(SIGN_OF_LIFE));
      write(SIGN_OF_LIFE);
    }
  }

  @Override
  public Buffer encode(GraphAnswer answer) {
    return Buffer.buffer("event: next\ndata: ")
        .appendString(answer.encoded().get(() -> Json.write(answer.body()).toString()))
        .appendString("\n\n");
  }

  @Override
  public void send(Buffer message) {
    clients.sent();
    write(message);
  }

  @Override
  public void only(GraphAnswer answer, Buffer message) {
    send(message);
    end();
  }

  @Override
  public void end() {
    if (!isOver) {
      response.end(COMPLETE.copy());
      stop();
    }
  }

  @Override
  public void fail() {
    end(ErrorCode.INTERNAL, "Internal error");
  }

  private void late() {
    end(ErrorCode.EXECUTION_TIMEOUT, "Answering took longer than " + startMs + " ms");
  }

  /** The client's token is over: it may come again with another. */
  private void expire() {
    if (!isOver) {
      clients.dropped(DropRule.TOKEN_EXPIRED);
      end(ErrorCode.UNAUTHENTICATED, "The token is over");
    }
  }

  private void end(ErrorCode code, String message) {
    write(
        Buffer.buffer("event: next\ndata: ")
            .appendBuffer(Json.write(ErrorFormat.answer(code, message, requestId)))
            .appendString("\n\n"));
    end();
  }

  private void write(Buffer text) {
    if (!isOver) {
      response.write(text.copy());
      outflow.written();
    }
  }

  private void drop() {
    if (!isOver) {
      clients.dropped(DropRule.SLOW_CONSUMER);
      stop();
      response.reset();
    }
  }

  /** Gives up what it holds; again does nothing. */
  void stop() {
    if (!isOver) {
      isOver = true;
      vertx.cancelTimer(startTimer);
      vertx.cancelTimer(lifeTimer);
      if (endTimer != null) {
        vertx.cancelTimer(endTimer);
      }
      outflow.close();
      flow.cancel();
      clients.leave();
    }
  }
}
