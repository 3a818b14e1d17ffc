package ai.valeo.erp.tributary.compose.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports on loopback that nobody listens on. They lie below those that systems give to
 * outgoing connections, so that none of these takes one before it is listened on.
 */
public final class FreePorts {
  private static final int LEAST = 15_000;
  private static final int GREATEST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /** As many different free ports as asked for. */
  public static List<Integer> find(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(listen());
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static ServerSocket listen() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST, GREATEST);
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

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket that nobody used does not close", e);
    }
  }
}
