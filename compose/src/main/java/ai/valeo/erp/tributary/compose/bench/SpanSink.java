package ai.valeo.erp.tributary.compose.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/** A collector of traces that keeps nothing. Any thread. */
final class SpanSink implements AutoCloseable {
  private static final int OK = 200;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final LongAdder bytes = new LongAdder();

  private SpanSink(HttpServer server) {
    this.server = server;
  }

  static SpanSink open() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      SpanSink sink = new SpanSink(HttpServer.create(address, 0));
      sink.server.createContext("/", sink::take);
      sink.server.start();
      return sink;
    } catch (IOException e) {
      throw new UncheckedIOException("no address for a collector", e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      bytes.add(body.transferTo(OutputStream.nullOutputStream()));
    }
    exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
    exchange.sendResponseHeaders(OK, NO_BODY);
    exchange.close();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  long bytes() {
    return bytes.sum();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
