package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One subscription of the centre on a WebSocket of its own, protocol graphql-transport-ws. It reads
 * on only while the listener has room.
 *
 * <p>Threading: any thread; the WebSocket calls one at a time.
 */
final class CentreSocket implements WebSocket.Listener {

  /** The protocol's name. */
  static final String PROTOCOL = "graphql-transport-ws";

  private static final String ID = "1";

  /** What is asked behind the subscription: the centre answers it when it listens to that. */
  private static final String BEHIND = "2";

  private static final String NOTHING = "{ __typename }";
  private static final String TYPE = "type";
  private static final int NORMAL = 1000;
  private static final int UNAUTHORIZED = 4401;
  private static final int FORBIDDEN = 4403;

  private final Told told;
  private final int maxChars;
  private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
  private final CompletableFuture<Void> listening = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder(); // by the WebSocket's calls only
  private volatile long heardNanos;
  private @Nullable WebSocket socket; // guarded by this
  private CompletableFuture<?> sending = CompletableFuture.completedFuture(null); // guarded by this
  private boolean isPaused; // guarded by this
  private boolean isOver; // guarded by this

  /** Who is told what comes. */
  interface Told {

    /** A result: {@code data} or {@code errors}, or both. */
    void next(JsonNode result);

    /** Whether more than the present results may be read. */
    boolean hasRoom();

    /** Nothing more comes. */
    void ended();
  }

  CentreSocket(Told told, int maxChars) {
    this.told = told;
    this.maxChars = maxChars;
  }

  /** Done when the centre has accepted the connection. */
  CompletableFuture<Void> acknowledged() {
    return acknowledged;
  }

  /** Says who asks; to be called when the connection stands. */
  void begin(@Nullable String authorization) {
    Map<String, Object> message = message("connection_init");
    if (authorization != null) {
      message.put("payload", Map.of("authorization", authorization));
    }
    send(message);
  }

  /** Subscribes; done when the centre listens to it, or it is over. */
  CompletableFuture<Void> subscribe(Question question) {
    ask(ID, Map.of("query", question.text(), "variables", question.variables()));
    ask(BEHIND, Map.of("query", NOTHING));
    return listening;
  }

  /** Whether nothing has to be waited for any more. */
  boolean isListening() {
    return listening.isDone();
  }

  private void ask(String id, Map<String, Object> payload) {
    Map<String, Object> message = message("subscribe");
    message.put("id", id);
    message.put("payload", payload);
    send(message);
  }

  /** There is room again. */
  void resume() {
    WebSocket waiting = null;
    synchronized (this) {
      if (isPaused) {
        isPaused = false;
        waiting = socket;
      }
    }
    if (waiting != null) {
      waiting.request(1);
    }
  }

  /** Asks for a sign of life; cuts the connection where there was none for so long. */
  void look(long nowNanos, long longestSilenceNanos) {
    if (nowNanos - heardNanos > longestSilenceNanos) {
      cut("The centre is silent");
    } else {
      send(message("ping"));
    }
  }

  /** Ends it without a word to the listener. */
  void leave() {
    if (end()) {
      Map<String, Object> message = message("complete");
      message.put("id", ID);
      write(message);
      close();
    }
  }

  /** Ends it, and says why. */
  void cut(String reason) {
    if (end()) {
      acknowledged.completeExceptionally(new CentreFailedException(reason));
      told.next(CentreErrors.refusal("OFFLINE", reason + ": the subscription has ended"));
      told.ended();
      abort();
    }
  }

  @Override
  public void onOpen(WebSocket opened) {
    synchronized (this) {
      socket = opened;
    }
    heardNanos = System.nanoTime();
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    heardNanos = System.nanoTime();
    if (text.length() + part.length() > maxChars) {
      cut("The centre's message is larger than " + maxChars + " characters");
      return null;
    }
    text.append(part);
    if (last) {
      String whole = text.toString();
      text.setLength(0);
      heard(Json.read(whole.getBytes(StandardCharsets.UTF_8)));
    }
    readOn(from);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    if (code != UNAUTHORIZED && code != FORBIDDEN) {
      cut("The connection to the centre was closed");
    } else if (end()) {
      told.next(
          code == UNAUTHORIZED
              ? CentreErrors.refusal("UNAUTHENTICATED", "The centre does not know the caller")
              : CentreErrors.refusal("FORBIDDEN", "The centre does not let the caller do that"));
      told.ended();
      acknowledged.complete(null); // the listener gets the reason as a result
    }
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    cut("The connection to the centre was cut");
  }

  private void heard(@Nullable JsonNode message) {
    if (message == null) {
      return; // no JSON
    }
    if (message.path("id").asText().equals(BEHIND)) {
      listening.complete(null);
      return;
    }
    switch (message.path(TYPE).asText()) {
      case "connection_ack" -> acknowledged.complete(null);
      case "ping" -> send(message("pong"));
      case "next" -> {
        told.next(message.path("payload"));
        listening.complete(null);
      }
      case "error" -> {
        told.next(CentreErrors.failure(message.path("payload")));
        finish();
      }
      case "complete" -> finish();
      default -> {} // pong, or what later versions may say
    }
  }

  private void finish() {
    if (end()) {
      told.ended();
      close();
    }
  }

  private void readOn(WebSocket from) {
    synchronized (this) {
      if (!told.hasRoom()) {
        isPaused = true;
        return;
      }
    }
    from.request(1);
  }

  /** Whether it was not over before. */
  private boolean end() {
    boolean isFirst;
    synchronized (this) {
      isFirst = !isOver;
      isOver = true;
    }
    listening.complete(null);
    return isFirst;
  }

  private void send(Map<String, Object> message) {
    synchronized (this) {
      if (isOver) {
        return;
      }
    }
    write(message);
  }

  private synchronized void write(Map<String, Object> message) {
    WebSocket open = socket;
    if (open != null) {
      String json = Json.write(message).toString();
      sending = sending.thenCompose(before -> open.sendText(json, true));
    }
  }

  private synchronized void close() {
    WebSocket open = socket;
    if (open != null) {
      sending = sending.thenCompose(before -> open.sendClose(NORMAL, ""));
    }
  }

  private synchronized void abort() {
    if (socket != null) {
      socket.abort();
    }
  }

  private static Map<String, Object> message(String type) {
    var message = new LinkedHashMap<String, Object>();
    message.put(TYPE, type);
    return message;
  }
}
