package ai.valeo.erp.tributary.compose.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeldSocketsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void shouldTakeAnotherPortWhenSomebodyWasSooner() throws Exception {
    try (ServerSocket stranger = new ServerSocket(0, 1, LOOPBACK);
        HeldSockets sockets = new HeldSockets()) {
      // given a port that was free when it was chosen, and is not any more
      int free = FreePorts.find(1).getFirst();
      Iterator<Integer> chosen = List.of(stranger.getLocalPort(), free).iterator();

      // when
      int port = sockets.listen("CONTROLLER", chosen::next);

      // then
      assertThat(port).isEqualTo(free);
    }
  }

  @Test
  void shouldHoldThePortUntilKafkaTakesIt() throws Exception {
    try (HeldSockets sockets = new HeldSockets()) {
      // given
      int port = sockets.listen("CONTROLLER");
      assertThat(FreePorts.isFree(port)).isFalse();

      // when
      try (var channel =
              sockets.openServerSocket(
                  "CONTROLLER", new InetSocketAddress(LOOPBACK, port), 50, -1);
          Socket client = new Socket(LOOPBACK, port)) {
        // then
        assertThat(channel.socket().getLocalPort()).isEqualTo(port);
        assertThat(channel.isBlocking()).isFalse();
        assertThat(client.isConnected()).isTrue();
      }
      assertThat(FreePorts.isFree(port)).isTrue();
    }
  }

  @Test
  void shouldLetGoOfWhatKafkaNeverTook() throws Exception {
    // given
    int port;
    try (HeldSockets sockets = new HeldSockets()) {
      port = sockets.listen("CONTROLLER");
    }

    // then
    assertThat(FreePorts.isFree(port)).isTrue();
  }

  @Test
  void shouldNotTakeAnotherPortThanTheOneAskedFor() throws Exception {
    try (ServerSocket stranger = new ServerSocket(0, 50, LOOPBACK);
        HeldSockets sockets = new HeldSockets()) {
      assertThatThrownBy(() -> sockets.listen("BROKER", stranger.getLocalPort()))
          .hasMessage("port: " + stranger.getLocalPort() + " (expected: one that nobody uses)");
    }
  }
}
