package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class HealthCommandTest {
  private static final String BODY = "{\"status\":\"UP\"}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      Tributary.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/well", 200);
    answer("/ill", 503);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldSucceedAndSayWhyWhenTheProcessIsWell() {
    assertThat(command.execute("health", url("/well"))).isZero();
    assertThat(out.toString().strip()).isEqualTo(BODY);
  }

  @Test
  void shouldFailWhenTheProcessIsIll() {
    assertThat(command.execute("health", url("/ill"))).isEqualTo(1);
    assertThat(out.toString().strip()).isEqualTo(BODY);
  }

  @Test
  void shouldFailWhenNobodyAnswers() {
    // given
    String url = url("/well");
    server.stop(0);
    // when
    int code = command.execute("health", url);
    // then
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("no answer from " + url);
  }

  @Test
  void shouldAskForAnAddressThatCanBeAsked() {
    assertThat(command.execute("health")).isEqualTo(2);
    assertThat(command.execute("health", "ftp://127.0.0.1/x")).isEqualTo(2);
    assertThat(command.execute("health", url("/well"), "--timeout-ms", "0")).isEqualTo(2);
    assertThat(err.toString())
        .contains("TRIBUTARY_HEALTH_URL", "ftp://127.0.0.1/x (expected:", "--timeout-ms: 0");
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(String path, int status) {
    byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
