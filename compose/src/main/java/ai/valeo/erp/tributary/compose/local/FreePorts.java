package ai.valeo.erp.tributary.compose.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports on loopback that nobody listens on. Where the system leaves room, they lie outside of
 * those that it gives to outgoing connections, so that none of these takes one before it is
 * listened on, or while its listener is dead.
 */
public final class FreePorts {
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /** As many different free ports as asked for. */
  public static List<Integer> find(int count) {
    List<ServerSocket> held = new ArrayList<>();
    PortRange range = PortRange.toListen();
    try {
      for (int i = 0; i < count; i++) {
        held.add(listen(range));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static ServerSocket listen(PortRange range) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(range.least(), range.greatest() + 1);
      if (isFree(port)) {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      }
    }
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Whether somebody could listen on this port of loopback now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether somebody listens on this port of loopback now. */
  static boolean isListenedOn(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getLocalPort() != port; // else it is connected to itself
    } catch (IOException e) {
      return false;
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket that nobody used does not close", e);
    }
  }
}
