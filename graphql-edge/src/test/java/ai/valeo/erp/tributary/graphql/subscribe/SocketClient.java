package ai.valeo.erp.tributary.graphql.subscribe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that says what a test tells it to, protocol or not. */
public final class SocketClient implements WebSocket.Listener, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 120;

  private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
  final AtomicInteger pings = new AtomicInteger();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;

  public SocketClient(URI uri, String... protocols) {
    var builder = client.newWebSocketBuilder();
    if (protocols.length == 1) {
      builder.subprotocols(protocols[0]);
    }
    socket = builder.buildAsync(uri, this).join();
  }

  /** A client that is acknowledged. */
  public static SocketClient ready(URI uri) {
    SocketClient client = new SocketClient(uri, "graphql-transport-ws");
    client.say("{'type':'connection_init'}");
    client.expect("{'type':'connection_ack'}");
    return client;
  }

  String protocol() {
    return socket.getSubprotocol();
  }

  /** Sends a message; quotes may be single. */
  public void say(String message) {
    socket.sendText(message.replace('\'', '"'), true).join();
  }

  void sayBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  public void subscribe(String id, String query) {
    say("{'id':'" + id + "','type':'subscribe','payload':{'query':'" + query + "'}}");
  }

  /** The next message. */
  public JsonNode hear() {
    try {
      String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message; closed: " + closed.getNow("no"));
      }
      return JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What was said and not heard yet. */
  public String heard() {
    return String.valueOf(messages);
  }

  public void expect(String message) {
    JsonNode heard = hear();
    try {
      if (!heard.equals(JSON.readTree(message.replace('\'', '"')))) {
        throw new AssertionError("heard " + heard + ", expected " + message);
      }
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Code and reason with which the server closes. */
  public String closed() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
    part.append(data);
    if (isLast) {
      messages.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    pings.incrementAndGet();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete("error " + error);
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }
}
