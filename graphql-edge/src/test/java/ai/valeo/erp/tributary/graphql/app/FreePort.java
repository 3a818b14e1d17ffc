package ai.valeo.erp.tributary.graphql.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for servers that go away and come back at the same address. */
final class FreePort {

  /** Below those that systems give to outgoing connections: none of these can take it meanwhile. */
  private static final int LEAST = 15_000;

  private static final int GREATEST = 30_000;

  private FreePort() {}

  /** One on loopback that nobody listens on. */
  static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LEAST, GREATEST);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // it is taken: another one
      }
    }
  }
}
