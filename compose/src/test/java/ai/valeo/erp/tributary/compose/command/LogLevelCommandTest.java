package ai.valeo.erp.tributary.compose.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class LogLevelCommandTest {
  private static final String LEVELS =
      "{\"loggers\":[{\"logger\":\"a.b\",\"level\":\"DEBUG\",\"secondsLeft\":60}]}";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine command =
      Tributary.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldShowChangeAndReset() {
    // given
    answer(LEVELS);

    // when
    int shown = command.execute("loglevel", "--url", url());
    int changed = command.execute("loglevel", "--url", url() + "/health/ready", "a.b", "DEBUG");
    int reset = command.execute("loglevel", "--url", url(), "a.b", "--reset");

    // then
    assertThat(List.of(shown, changed, reset)).containsOnly(0);
    assertThat(asked)
        .containsExactly(
            "GET /loglevel",
            "PUT /loglevel?logger=a.b&level=DEBUG&minutes=15",
            "DELETE /loglevel?logger=a.b");
    assertThat(out.toString()).startsWith("a.b DEBUG for 60 s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1/x",
        "127.0.0.1:9464",
        "localhost:9464",
        "http://",
        "http:///health",
        "http://127.0.0.1:99999",
        "no address",
        "http://[",
        "mailto:a@b.c"
      })
  void shouldSayInOneLineWhatAnAddressIs(String nonsense) {
    // when
    int levels = command.execute("loglevel", "--url", nonsense);
    int health = command.execute("health", nonsense);

    // then
    assertThat(List.of(levels, health)).containsOnly(Tributary.ASKED_WRONGLY);
    assertThat(err.toString().lines())
        .filteredOn(line -> line.startsWith(nonsense + " (expected: an http or https address"))
        .hasSize(2);
    assertThat(err.toString()).doesNotContain("Exception");
  }

  @Test
  void shouldTellAStrangerFromAProcessOfOurs() {
    // given
    answer("It works!");

    // then
    assertThat(command.execute("loglevel", "--url", url())).isEqualTo(1);
    assertThat(out.toString()).startsWith("another program than ours answers at " + url());
  }

  @Test
  void shouldFailWhenNobodyAnswers() {
    // given
    String url = url();
    server.stop(0);

    // then
    assertThat(command.execute("loglevel", "--url", url)).isEqualTo(1);
    assertThat(out.toString()).startsWith("no answer from " + url);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }
}
