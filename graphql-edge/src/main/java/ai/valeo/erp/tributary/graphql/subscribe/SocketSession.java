package ai.valeo.erp.tributary.graphql.subscribe;

import ai.valeo.erp.tributary.graphql.json.InvalidRequestException;
import ai.valeo.erp.tributary.graphql.json.Json;
import ai.valeo.erp.tributary.graphql.json.RequestReader;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.Cancellation;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.ErrorFormat;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client of the protocol graphql-transport-ws, from its first message to its last. Runs on the
 * event loop of its WebSocket.
 */
final class SocketSession {

  /** Subprotocol of the WebSocket. */
  static final String PROTOCOL = "graphql-transport-ws";

  /** Time for the client to take a close frame and to answer it. */
  private static final long CLOSING_MS = 2_000;

  /** Longest reason a close frame can bear. */
  private static final int MAX_REASON_BYTES = 123;

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final SubscriptionService service;
  private final Clients clients;
  private final Admission admission;
  private final Outflow outflow;
  private final Map<String, AnswerFlow> operations = new LinkedHashMap<>();
  private final Turns turns = new Turns();
  private final long initTimer;
  private final long lifeTimer;
  private Caller caller;
  private boolean isInitialised;
  private boolean isAdmitted;
  private @Nullable Long endTimer;
  private boolean isOver;
  private boolean hasSignOfLife = true;
  private boolean isPaused;
  private boolean isClosed;

  /** A session; begins at once. */
  SocketSession(Vertx vertx, ServerWebSocket socket, SubscriptionService service, Client client) {
    this.vertx = vertx;
    this.socket = socket;
    this.service = service;
    this.clients = client.clients();
    this.caller = client.caller();
    this.admission = new Admission(vertx, service);
    SubscriptionLimits limits = service.limits();
    outflow = new Outflow(vertx, socket, limits, () -> drop(DropRule.SLOW_CONSUMER));
    initTimer =
        vertx.setTimer(
            limits.initMs(),
            expired -> close(CloseCode.INIT_TIMEOUT, "Connection initialisation timeout"));
    lifeTimer = vertx.setPeriodic(limits.keepAliveMs(), tick -> checkLife());
    socket.textMessageHandler(this::receive);
    socket.binaryMessageHandler(bytes -> close(CloseCode.BAD_MESSAGE, "Expected text"));
    socket.pongHandler(pong -> hasSignOfLife = true);
    socket.frameHandler(frame -> {
      if (frame.type() == WebSocketFrameType.PING) {
        throttle();
      }
    });
    socket.exceptionHandler(this::broken);
    socket.closeHandler(closed -> closed());
    if (!PROTOCOL.equals(socket.subProtocol())) {
      close(CloseCode.SUBPROTOCOL, "Subprotocol not acceptable");
    }
  }

  /**
   * Whom a session is for.
   *
   * @param clients counts it
   * @param caller who it is, by the handshake
   */
  record Client(Clients clients, Caller caller) {}

  private void receive(String text) {
    hasSignOfLife = true;
    if (isOver) {
      return;
    }
    switch (SocketMessage.read(text)) {
      case SocketMessage.Init init -> init(init);
      case SocketMessage.Ping ping -> pong(ping);
      case SocketMessage.Pong pong -> {}
      case SocketMessage.Subscribe subscribe -> subscribe(subscribe);
      case SocketMessage.Complete complete -> complete(complete.id());
      case SocketMessage.Invalid invalid ->
          close(CloseCode.BAD_MESSAGE, "Invalid message: " + invalid.reason());
    }
  }

  private void init(SocketMessage.Init init) {
    if (isInitialised) {
      close(CloseCode.SECOND_INIT, "Too many initialisation requests");
      return;
    }
    isInitialised = true;
    vertx.cancelTimer(initTimer);
    init.payload()
        .forEach((name, value) -> {
          if (name.equalsIgnoreCase("authorization") && value instanceof String token) {
            caller = new Caller(token, caller.wantsFresh(), caller.identity(), caller.client());
          }
        });
    admission.check(caller, this::admit, refused -> close(refused.code(), refused.reason()));
  }

  private void admit(Identity identity) {
    if (isOver) {
      return;
    }
    caller = caller.as(identity);
    isAdmitted = true;
    endTimer = admission.onEnd(identity, this::expire);
    send(Json.write(Map.of("type", "connection_ack")));
  }

  private void expire() {
    if (!isOver) {
      clients.dropped(DropRule.TOKEN_EXPIRED);
      close(CloseCode.UNAUTHORIZED, DropRule.TOKEN_EXPIRED.name());
    }
  }

  private void pong(SocketMessage.Ping ping) {
    Map<String, Object> pong = new LinkedHashMap<>();
    pong.put("type", "pong");
    if (ping.payload() != null) {
      pong.put("payload", ping.payload());
    }
    send(Json.write(pong));
  }

  private void subscribe(SocketMessage.Subscribe message) {
    String id = message.id();
    if (!isAdmitted) {
      close(CloseCode.UNAUTHORIZED, "Unauthorized");
      return;
    }
    if (operations.containsKey(id)) {
      close(CloseCode.DUPLICATE_ID, "Subscriber for " + id + " already exists");
      return;
    }
    String requestId = service.requestIds().get();
    GraphRequest request;
    try {
      request =
          RequestReader.document(
              requestId, message.payload(), caller, service.security().documents());
    } catch (InvalidRequestException e) {
      refuse(id, e, requestId);
      return;
    }
    if (operations.size() >= service.limits().operations()) {
      refuse(id, ErrorCode.LIMIT_EXCEEDED, "Too many operations at once", requestId);
      return;
    }
    GraphEngine engine = service.engine().get();
    AnswerFlow flow =
        new AnswerFlow(vertx, service.workers(), outflow, new SocketOperation(this, id, requestId));
    operations.put(id, flow);
    Cancellation cancellation = new Cancellation();
    Runnable begin =
        () ->
            flow.begin(
                () -> engine.start(request, cancellation),
                () -> {
                  ended(id);
                  refuse(id, ErrorCode.OVERLOADED, "Too many requests", requestId);
                });
    if (request.maySubscribe()) {
      turns.lead(id, begin);
    } else {
      turns.follow(id, begin);
    }
    long timeoutMs = service.security().settings().timeout().toMillis();
    flow.limit(
        timeoutMs,
        () -> {
          cancellation.cancel();
          ended(id);
          String words = "Answering took longer than " + timeoutMs + " ms";
          refuse(id, ErrorCode.EXECUTION_TIMEOUT, words, requestId);
        });
  }

  /** What is no request breaks the protocol; a document that is not known does not. */
  private void refuse(String id, InvalidRequestException failure, String requestId) {
    String message = String.valueOf(failure.getMessage());
    if (failure.code() == ErrorCode.BAD_REQUEST) {
      close(CloseCode.BAD_MESSAGE, "Invalid message: " + message);
    } else {
      refuse(id, failure.code(), message, requestId);
    }
  }

  private void refuse(String id, ErrorCode code, String message, String requestId) {
    send(
        SocketOperation.message(
            id, "error", ErrorFormat.answer(code, message, requestId).get("errors")));
  }

  private void complete(String id) {
    AnswerFlow flow = operations.remove(id);
    if (flow != null) {
      flow.cancel();
      turns.pass(id);
    }
  }

  /** A subscription is listened to: what was asked behind it may begin. */
  void listening(String id) {
    turns.pass(id);
  }

  /** Forgets an operation that has ended. */
  void ended(String id) {
    operations.remove(id);
    turns.pass(id);
  }

  /** Sends one message. */
  void send(Buffer message) {
    if (isOver) {
      return;
    }
    socket.writeTextMessage(message.toString());
    throttle();
  }

  /** Leaves unread what the client says while it does not read what it is told. */
  private void throttle() {
    if (!isOver && outflow.written() && !isPaused) {
      isPaused = true;
      socket.pause();
      outflow.whenRoom(() -> {
        isPaused = false;
        socket.resume();
      });
    }
  }

  /** Counts an answer. */
  void counted() {
    clients.sent();
  }

  private void checkLife() {
    if (isOver || isPaused) {
      return;
    }
    if (!hasSignOfLife) {
      drop(DropRule.SILENT);
      return;
    }
    hasSignOfLife = false;
    socket.writePing(Buffer.buffer());
  }

  private void drop(DropRule rule) {
    if (!isOver) {
      clients.dropped(rule);
      close(CloseCode.TRY_AGAIN, rule.name());
      cut();
    }
  }

  /** Frames that are none, or too large; or the connection is gone. */
  private void broken(Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException corrupted) {
      close((short) corrupted.closeStatus().code(), String.valueOf(corrupted.getMessage()));
    } else {
      cut();
    }
  }

  private void close(CloseCode code, String reason) {
    close(code.code(), reason);
  }

  private void close(short code, String reason) {
    if (isOver) {
      return;
    }
    isOver = true;
    stop();
    socket.close(code, brief(reason));
    vertx.setTimer(
        CLOSING_MS,
        later -> {
          if (!isClosed) {
            cut();
          }
        });
  }

  /** Ends the connection without a word; a close frame waits behind what is not read. */
  private void cut() {
    var unused = ((WebSocketInternal) socket).channelHandlerContext().close();
  }

  private void closed() {
    isOver = true;
    isClosed = true;
    stop();
    clients.leave();
  }

  private void stop() {
    vertx.cancelTimer(initTimer);
    vertx.cancelTimer(lifeTimer);
    if (endTimer != null) {
      vertx.cancelTimer(endTimer);
    }
    outflow.close();
    operations.values().forEach(AnswerFlow::cancel);
    operations.clear();
    turns.clear();
  }

  private static @Nullable String brief(String reason) {
    String brief = reason;
    while (brief.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
      brief = brief.substring(0, brief.length() - 1);
    }
    return brief;
  }
}
