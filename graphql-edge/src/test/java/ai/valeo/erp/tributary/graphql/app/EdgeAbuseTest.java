package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.Abuses;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An edge node refuses what nobody may do, with the limits it has where none are configured. */
class EdgeAbuseTest {

  @TempDir private static Path folder;

  private static EdgeDesk desk;

  @BeforeAll
  static void start() {
    desk = new EdgeDesk(folder, Map.of("edge.http.body.ms", "1500"));
  }

  @AfterAll
  static void stop() {
    desk.close();
  }

  static List<Abuses> abuses() {
    return Abuses.ofAnySchema();
  }

  @ParameterizedTest
  @MethodSource("abuses")
  void shouldRefuse(Abuses abuse) {
    abuse.shouldBeRefusedBy(desk.uri("/graphql"));
  }

  @ParameterizedTest
  @CsvSource({"evil.example, 421", "erp.example, 200", "192.168.1.5, 200", "warehouse-pc, 200"})
  void shouldNotAnswerToTheNameOfAStrangerWhereNobodyIsAskedWhoHeIs(
      String host, int status, @TempDir Path other) throws IOException {
    // given
    Map<String, String> open =
        Map.of(
            "edge.http.host", "0.0.0.0",
            "edge.http.names", "erp.example",
            "edge.security.mode", "none");
    try (EdgeDesk reached = new EdgeDesk(other, open);
        Socket socket = new Socket("127.0.0.1", reached.uri("/").getPort())) {
      // when
      String request = "GET /health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.formatted(host).getBytes(StandardCharsets.US_ASCII));
      String response =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      // then
      assertThat(response).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void shouldRefuseABodyThatComesTooSlowly() throws IOException {
    Abuses.slowBodyShouldBeRefusedBy(desk.uri("/graphql"));
  }
}
