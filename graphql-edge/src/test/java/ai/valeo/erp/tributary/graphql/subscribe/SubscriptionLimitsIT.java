package ai.valeo.erp.tributary.graphql.subscribe;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a client that does not behave costs: bounded memory, for a bounded time. */
class SubscriptionLimitsIT {

  private static final int TEXT_CHARS = 20_000;

  @Test
  void shouldCloseWhatIsNotInitialisedInTime() {
    try (CounterBench bench = bench(10, 60_000, 200, 60_000);
        SocketClient client = new SocketClient(bench.uri("ws"), "graphql-transport-ws")) {
      assertThat(client.closed()).isEqualTo("4408 Connection initialisation timeout");
    }
  }

  @Test
  void shouldKeepAliveWhoAnswers() {
    try (CounterBench bench = bench(10, 60_000, 60_000, 2_000);
        SocketClient client = SocketClient.ready(bench.uri("ws"))) {
      // given pings that the client's library answers by itself

      // when
      patiently().until(() -> client.pings.get() >= 2);

      // then
      client.subscribe("1", "{ hello }");
      assertThat(client.hear().path("type").asText()).isEqualTo("next");
    }
  }

  @Test
  void shouldDropWhoIsSilent() throws IOException {
    try (CounterBench bench = bench(10, 60_000, 60_000, 200);
        Socket mute = handshake(bench)) {
      // when / then: a client that never answers a ping
      patiently().until(() -> bench.dropped("SILENT") == 1);
      patiently().until(() -> bench.clients() == 0);
      assertThat(mute.isClosed()).isFalse();
    }
  }

  @Test
  void shouldAskForNoMoreThanTheSocketTakesAndDropWhoDoesNotRead() throws IOException {
    try (CounterBench bench = bench(10, 1_500, 60_000, 60_000);
        Socket lazy = handshake(bench)) {
      // given
      write(lazy, "{\"type\":\"connection_init\"}");
      write(
          lazy,
          "{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{\"query\":"
              + "\"subscription { text(chars: "
              + TEXT_CHARS
              + ") }\"}}");

      // when it reads nothing
      patiently().until(() -> bench.dropped("SLOW_CONSUMER") == 1);

      // then the endless source was asked for what the kernel's buffers and the queue hold
      patiently().until(() -> bench.open.get() == 0);
      patiently().until(() -> bench.clients() == 0);
      assertThat(bench.emitted.get() * TEXT_CHARS).isBetween(1L, 16L << 20);
    }
  }

  @Test
  void shouldDropAnEventStreamThatIsNotRead() throws IOException {
    try (CounterBench bench = bench(10, 1_500, 60_000, 60_000);
        Socket lazy = connect(bench)) {
      // when
      send(
          lazy,
          "GET /graphql?query=subscription%7Btext(chars:20000)%7D HTTP/1.1\r\nhost: localhost\r\n"
              + "accept: text/event-stream\r\n\r\n");

      // then
      patiently().until(() -> bench.dropped("SLOW_CONSUMER") == 1);
      patiently().until(() -> bench.open.get() == 0);
      patiently().until(() -> bench.clients() == 0);
      assertThat(bench.emitted.get() * TEXT_CHARS).isLessThan(16L << 20);
    }
  }

  @Test
  void shouldNotLetPingsOfAClientThatDoesNotReadPileUp() throws IOException {
    try (CounterBench bench = bench(10, 1_500, 60_000, 60_000);
        Socket lazy = handshake(bench)) {
      // given
      String ping = "{\"type\":\"ping\",\"payload\":{\"a\":\"" + "x".repeat(3_000) + "\"}}";
      lazy.setSoTimeout(1_000);

      // when it talks and does not listen, the server stops to listen too
      Thread talker =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  for (int i = 0; i < 20_000; i++) {
                    write(lazy, ping);
                  }
                } catch (IOException e) {
                  Thread.currentThread().interrupt();
                }
              });

      // then
      patiently().until(() -> bench.dropped("SLOW_CONSUMER") == 1);
      patiently().until(() -> !talker.isAlive());
    }
  }

  @Test
  void shouldRefuseMoreClientsThanAllowed() throws IOException, InterruptedException {
    try (CounterBench bench = bench(1, 60_000, 60_000, 60_000);
        SocketClient first = SocketClient.ready(bench.uri("ws"));
        HttpClient http = HttpClient.newHttpClient()) {
      // when
      HttpResponse<String> events =
          http.send(
              HttpRequest.newBuilder(bench.uri("http"))
                  .header("accept", "text/event-stream")
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"{ hello }\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      // then
      assertThat(events.statusCode()).isEqualTo(503);
      Assertions.assertThatThrownBy(() -> SocketClient.ready(bench.uri("ws")))
          .cause()
          .isInstanceOf(WebSocketHandshakeException.class);
      first.leave();
      patiently().until(() -> bench.clients() == 0);
      SocketClient.ready(bench.uri("ws")).close();
    }
  }

  private static CounterBench bench(int clients, long stallMs, long initMs, long keepAliveMs) {
    return new CounterBench(
        new SubscriptionLimits(clients, 10, 1 << 16, 1 << 16, stallMs, initMs, keepAliveMs));
  }

  private static Socket connect(CounterBench bench) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(1 << 14);
    socket.connect(new InetSocketAddress("127.0.0.1", bench.port()));
    return socket;
  }

  private static Socket handshake(CounterBench bench) throws IOException {
    Socket socket = connect(bench);
    send(
        socket,
        "GET /graphql HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
            + "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n"
            + "sec-websocket-protocol: graphql-transport-ws\r\n\r\n");
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    assertThat(head).startsWith("HTTP/1.1 101");
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A masked text frame; the mask is zero. */
  private static void write(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        bytes.length < 126
            ? new byte[] {(byte) 0x81, (byte) (0x80 | bytes.length), 0, 0, 0, 0}
            : new byte[] {
              (byte) 0x81,
              (byte) (0x80 | 126),
              (byte) (bytes.length >> 8),
              (byte) bytes.length,
              0,
              0,
              0,
              0
            };
    byte[] frame = new byte[head.length + bytes.length];
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(bytes, 0, frame, head.length, bytes.length);
    socket.getOutputStream().write(frame);
  }
}
