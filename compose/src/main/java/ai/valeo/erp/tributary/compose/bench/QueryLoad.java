package ai.valeo.erp.tributary.compose.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a server busy: many connections that stay open, each with one question at a time. A server
 * that waits for its clients would be measured waking up; so the client must cost less than what it
 * asks, and says no more of HTTP than this needs: answers must tell their length.
 *
 * @param uri where it answers
 */
record QueryLoad(URI uri) {
  private static final int CONNECTIONS = 64;
  private static final int BUFFER_BYTES = 16_384;
  private static final String LENGTH = "content-length:";

  /** Asks so many times; every answer must have data. */
  void ask(int count, IntFunction<String> body) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
              socket.setTcpNoDelay(true);
              var in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
              for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                socket.getOutputStream().write(request(body.apply(n)));
                check(answer(in));
              }
            } catch (IOException | BenchException e) {
              failure.compareAndSet(null, e);
            } finally {
              done.countDown();
            }
          });
    }
    done.await();
    Exception failed = failure.get();
    if (failed != null) {
      throw new BenchException("A question was not answered", failed);
    }
  }

  private byte[] request(String body) {
    String head =
        "POST %s HTTP/1.1\r\nhost: %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
            .formatted(uri.getPath(), uri.getAuthority(), body.length());
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private static String answer(InputStream in) throws IOException {
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0) {
      throw new BenchException("An answer does not tell its length", null);
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The server has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static void check(String answer) {
    if (!answer.startsWith("{\"data\"") || answer.contains(":null")) {
      throw new BenchException("Not the answer that was expected: " + answer, null);
    }
  }
}
