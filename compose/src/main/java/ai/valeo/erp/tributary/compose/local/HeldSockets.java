package ai.valeo.erp.tributary.compose.local;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets that listen on loopback before Kafka starts, and that it gets when it opens its
 * listeners: between choosing a port and listening there nobody can take it. Kafka itself ends the
 * whole process where a port is taken.
 *
 * <p>Threading: one thread listens and closes; any of Kafka's takes.
 */
final class HeldSockets implements ServerSocketFactory, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeldSockets.class);
  private static final int ATTEMPTS = 20;
  private static final int BACKLOG = 50;

  /** Longer than a system keeps the port of a connection that has ended, which is a minute. */
  private static final Duration PORT_LIMIT = Duration.ofMinutes(2);

  private static final long LOOK_NANOS = 100_000_000;

  private final Map<String, ServerSocketChannel> byListener = new ConcurrentHashMap<>();

  /**
   * Listens on any free port.
   *
   * @param listener Kafka's name of it
   * @return the port
   * @throws IOException if there is none
   */
  int listen(String listener) throws IOException {
    return listen(listener, () -> FreePorts.find(1).getFirst());
  }

  /** Listens on the first of these ports that nobody else took meanwhile. */
  int listen(String listener, IntSupplier ports) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ports.getAsInt();
      try {
        byListener.put(listener, bound(port));
        return port;
      } catch (BindException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.atDebug().addKeyValue("port", port).log("Somebody was sooner; taking another port");
      }
    }
  }

  /**
   * Listens on a certain port. One that is taken, but not listened on, belongs to an outgoing
   * connection, perhaps to one of a client of the broker that ran here: that ends sooner or later.
   *
   * @throws IOException if somebody else listens there
   */
  void listen(String listener, int port) throws IOException {
    long beginNanos = System.nanoTime();
    for (boolean isTold = false; ; isTold = true) {
      try {
        byListener.put(listener, bound(port));
        return;
      } catch (BindException e) {
        boolean isOver = System.nanoTime() - beginNanos > PORT_LIMIT.toNanos();
        if (isOver || FreePorts.isListenedOn(port)) {
          throw new IOException("port: " + port + " (expected: one that nobody uses)", e);
        }
        if (!isTold) {
          log.atWarn()
              .addKeyValue("port", port)
              .log("An outgoing connection holds the port; waiting");
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  private static ServerSocketChannel bound(int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Kafka opens a listener: it gets the socket, and closes it when it stops. */
  @Override
  public ServerSocketChannel openServerSocket(
      String listener, InetSocketAddress address, int backlog, int receiveBytes)
      throws IOException {
    ServerSocketChannel channel = byListener.remove(listener);
    if (channel == null) {
      throw new SocketException("listener: " + listener + " (expected: one that is held)");
    }
    channel.configureBlocking(false);
    if (receiveBytes > 0) {
      channel.socket().setReceiveBufferSize(receiveBytes);
    }
    return channel;
  }

  /** Lets go of those that Kafka has not got. */
  @Override
  public void close() throws IOException {
    for (ServerSocketChannel channel : byListener.values()) {
      channel.close();
    }
    byListener.clear();
  }
}
