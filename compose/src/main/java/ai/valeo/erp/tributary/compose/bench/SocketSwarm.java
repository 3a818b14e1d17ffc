package ai.valeo.erp.tributary.compose.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Many WebSockets, each with a subscription of its own to one stock item. */
final class SocketSwarm implements AutoCloseable {
  private static final String DOCUMENT =
      "subscription($p: ID, $w: ID) { inventoryChanged(productId: $p, warehouseId: $w)"
          + " { id item { quantity version } } }";
  private static final String NUMBER = "\"quantity\":";
  private static final long GREATEST_US = 600_000_000L;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long LOOK_MS = 20;
  private static final int AT_ONCE = 200;

  private final AtomicLongArray sentNs;
  private final Histogram histogram = new ConcurrentHistogram(GREATEST_US, 3);
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicInteger closed = new AtomicInteger();
  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final HttpClient client = HttpClient.newBuilder().executor(executor).build();
  private final List<WebSocket> sockets = new ArrayList<>();

  /**
   * A swarm.
   *
   * @param sentNs when the change with that quantity was sent
   */
  SocketSwarm(AtomicLongArray sentNs) {
    this.sentNs = sentNs;
  }

  /** Opens them; returns when each was let in. */
  void open(URI uri, int count, int items) throws InterruptedException {
    long deadlineNs = System.nanoTime() + LIMIT.toNanos();
    for (int i = 0; i < count; i++) {
      sockets.add(
          client
              .newWebSocketBuilder()
              .subprotocols("graphql-transport-ws")
              .buildAsync(uri, new Listener(StockSender.productId(i % items)))
              .join());
      if (i % AT_ONCE == AT_ONCE - 1) {
        await(i + 1, deadlineNs);
      }
    }
    await(count, deadlineNs);
  }

  private void await(int count, long deadlineNs) throws InterruptedException {
    while (ready.get() < count) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new BenchException("Only " + ready.get() + " subscribers were let in", null);
      }
      Thread.sleep(LOOK_MS);
    }
  }

  /** Answers that came. */
  long messages() {
    return messages.get();
  }

  /** Sockets that the server closed. */
  int closed() {
    return closed.get();
  }

  /** Time from sending a change to its answer, microseconds. */
  Histogram histogram() {
    return histogram;
  }

  /** Forgets what was measured so far. */
  void reset() {
    histogram.reset();
    messages.set(0);
  }

  private final class Listener implements WebSocket.Listener {
    private final String product;
    private final StringBuilder part = new StringBuilder();
    private CompletableFuture<WebSocket> begun = new CompletableFuture<>();

    Listener(String product) {
      this.product = product;
    }

    @Override
    public void onOpen(WebSocket socket) {
      begun = socket.sendText("{\"type\":\"connection_init\"}", true);
      socket.request(1);
    }

    /** The answer may be here before the client knows that the message before it is sent. */
    private void subscribe() {
      String message =
          "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\""
              + DOCUMENT
              + "\",\"variables\":{\"p\":\""
              + product
              + "\",\"w\":\"w\"}}}";
      var unused =
          begun
              .thenCompose(socket -> socket.sendText(message, true))
              .whenComplete(
                  (socket, failure) -> (failure == null ? ready : closed).incrementAndGet());
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        String message = part.toString();
        part.setLength(0);
        take(message);
      }
      socket.request(1);
      return null;
    }

    private void take(String message) {
      int at = message.indexOf(NUMBER);
      if (at >= 0) {
        int begin = at + NUMBER.length();
        int number = Integer.parseInt(message.substring(begin, message.indexOf(',', begin)));
        messages.incrementAndGet();
        histogram.recordValue(
            Math.min(GREATEST_US, Math.max(0, System.nanoTime() - sentNs.get(number)) / 1000));
      } else if (message.contains("connection_ack")) {
        subscribe();
      }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.incrementAndGet();
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.incrementAndGet();
    }
  }

  @Override
  public void close() {
    sockets.forEach(WebSocket::abort);
    client.shutdownNow();
    executor.shutdownNow();
  }
}
