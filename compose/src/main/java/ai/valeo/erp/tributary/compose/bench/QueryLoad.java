package ai.valeo.erp.tributary.compose.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps a server busy: many connections that stay open, each with one question at a time. A server
 * that waits for its clients would be measured waking up, and one that shares the processor with
 * them would be measured being disturbed: so all are served by one thread, which costs much less
 * than what it asks and says no more of HTTP than this needs. Answers must tell their length.
 *
 * <p>One thread.
 *
 * @param uri where it answers
 */
record QueryLoad(URI uri) {
  private static final int CONNECTIONS = 64;
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int CHECKED_EVERY = 64;
  private static final long MOST_SILENCE_MS = 30_000;

  /**
   * Asks these questions in turn, so many times in all; every answer must have data.
   *
   * @param bodies of the questions
   */
  void ask(int count, List<String> bodies) {
    List<ByteBuffer> requests = bodies.stream().map(this::request).toList();
    try (Selector selector = Selector.open()) {
      int asked = 0;
      for (; asked < Math.min(CONNECTIONS, count); asked++) {
        connect(selector).write(requests.get(asked % requests.size()));
      }
      for (int answered = 0; answered < count; ) {
        if (selector.select(MOST_SILENCE_MS) == 0) {
          throw new BenchException("A question was not answered", null);
        }
        for (SelectionKey key : selector.selectedKeys()) {
          Connection connection = (Connection) key.attachment();
          if (!connection.hasRead(answered % CHECKED_EVERY == 0)) {
            continue;
          }
          answered++;
          if (asked < count) {
            connection.write(requests.get(asked++ % requests.size()));
          }
        }
        selector.selectedKeys().clear();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    } catch (IOException e) {
      throw new BenchException("A question was not answered", e);
    }
  }

  private Connection connect(Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Connection connection = new Connection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  private ByteBuffer request(String body) {
    String head =
        "POST %s HTTP/1.1\r\nhost: %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
            .formatted(uri.getPath(), uri.getAuthority(), body.length());
    byte[] bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  /** One connection and what it has read of an answer. */
  private static final class Connection {
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void write(ByteBuffer request) throws IOException {
      request.rewind();
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    /** Reads on; whether an answer is whole. */
    boolean hasRead(boolean isChecked) throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("The server has closed the connection");
      }
      int headEnd = find(END, 0);
      if (headEnd < 0) {
        return false;
      }
      int body = headEnd + END.length;
      if (in.position() < body + length(headEnd)) {
        return false;
      }
      if (isChecked) {
        check(body);
      }
      in.clear();
      return true;
    }

    private int length(int headEnd) {
      int at = find(LENGTH, 0);
      if (at < 0 || at >= headEnd) {
        throw new BenchException("An answer does not tell its length", null);
      }
      int length = 0;
      for (int i = at + LENGTH.length; in.get(i) != '\r'; i++) {
        length = in.get(i) == ' ' ? length : 10 * length + in.get(i) - '0';
      }
      return length;
    }

    /** Where bytes stand, those of names in any case; negative if nowhere. */
    private int find(byte[] wanted, int from) {
      for (int i = from; i <= in.position() - wanted.length; i++) {
        int same = 0;
        while (same < wanted.length && lower(in.get(i + same)) == wanted[same]) {
          same++;
        }
        if (same == wanted.length) {
          return i;
        }
      }
      return -1;
    }

    private static int lower(byte one) {
      return one >= 'A' && one <= 'Z' ? one + ('a' - 'A') : one;
    }

    private void check(int body) {
      byte[] bytes = new byte[in.position() - body];
      in.get(body, bytes);
      String answer = new String(bytes, StandardCharsets.UTF_8);
      if (!answer.startsWith("{\"data\"") || answer.contains(":null")) {
        throw new BenchException("Not the answer that was expected: " + answer, null);
      }
    }
  }
}
