package ai.valeo.erp.tributary.compose.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.doctor.Finding.Level;
import ai.valeo.erp.tributary.graphql.http.Address;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is found at the port of a process. */
final class PagesTest {

  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void shouldTellThatAProcessIsReady() {
    // given
    answer(200, "{\"status\":\"UP\",\"checks\":[{\"name\":\"disk\",\"status\":\"UP\"}]}");

    // when / then
    assertThat(look())
        .returns(Level.OK, Finding::level)
        .extracting(Finding::words)
        .asString()
        .endsWith("runs and is ready");
  }

  @Test
  void shouldTellWhyAProcessIsNotReady() {
    // given
    answer(
        503,
        "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"disk\",\"status\":\"DOWN\",\"reason\":\"full\"},"
            + "{\"name\":\"broker\",\"status\":\"UP\",\"reason\":\"answers\"}]}");

    // when / then
    assertThat(look())
        .returns(Level.FAIL, Finding::level)
        .extracting(Finding::words)
        .asString()
        .endsWith("not ready: disk: full");
  }

  @Test
  void shouldFindAStrangerAtThePort() {
    // given
    answer(200, "It works!");

    // when / then
    assertThat(look().words()).contains("another program listens there");
  }

  @Test
  void shouldTellThatNothingRunsThere() {
    // given
    int port = server.getAddress().getPort();
    server.stop(0);

    // when / then
    assertThat(Pages.look(patient(port)))
        .returns(Level.OK, Finding::level)
        .extracting(Finding::words)
        .asString()
        .contains("is free");
  }

  private Finding look() {
    return Pages.look(patient(server.getAddress().getPort()));
  }

  private void answer(int status, String text) {
    server.createContext(
        "/health/ready",
        exchange -> {
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private static Patient patient(int port) {
    return new Patient(
        "central",
        new Address("127.0.0.1", port),
        new Patient.Disk(Path.of("."), 0),
        null,
        Map.of(),
        Map.of());
  }
}
