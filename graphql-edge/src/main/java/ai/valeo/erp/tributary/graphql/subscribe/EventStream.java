package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ErrorFormat;
import ai.valeo.erp.tributary.graphql.schema.Execution;
import ai.valeo.erp.tributary.graphql.schema.GraphAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.RejectedExecutionException;

/**
 * The answers of one operation as server-sent events, as graphql-sse has it for distinct
 * connections. Runs on the event loop of its response, but for the encoding.
 */
final class EventStream implements AnswerSink {

  private static final Buffer COMPLETE = Buffer.buffer("event: complete\ndata: \n\n");
  private static final Buffer SIGN_OF_LIFE = Buffer.buffer(":\n\n");

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Clients clients;
  private final Outflow outflow;
  private final AnswerFlow flow;
  private final String requestId;
  private final long lifeTimer;
  private boolean isOver;

  EventStream(
      Vertx vertx, HttpServerResponse response, SubscriptionService service, Answering answering) {
    this.vertx = vertx;
    this.response = response;
    this.clients = answering.clients();
    this.requestId = answering.requestId();
    outflow = new Outflow(vertx, response, service.limits(), this::drop);
    flow = new AnswerFlow(vertx, service.workers(), outflow, this);
    lifeTimer = vertx.setPeriodic(service.limits().keepAliveMs(), tick -> write(SIGN_OF_LIFE));
    response.closeHandler(closed -> stop());
    response.exceptionHandler(failure -> stop());
  }

  /**
   * What is answered.
   *
   * @param clients counts it
   * @param requestId found again in errors and the log
   */
  record Answering(Clients clients, String requestId) {}

  /**
   * Sends the head and begins.
   *
   * @throws RejectedExecutionException if too much waits for a worker
   */
  void begin(java.util.concurrent.Executor workers, Execution execution) {
    workers.execute(() -> flow.carryOn(execution));
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("x-accel-buffering", "no");
    write(SIGN_OF_LIFE);
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
    write(
        Buffer.buffer("event: next\ndata: ")
            .appendBuffer(
                Json.write(ErrorFormat.answer(ErrorCode.INTERNAL, "Internal error", requestId)))
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
      vertx.cancelTimer(lifeTimer);
      outflow.close();
      flow.cancel();
      clients.leave();
    }
  }
}
