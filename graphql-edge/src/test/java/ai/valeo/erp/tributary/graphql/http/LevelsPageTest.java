package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LevelsPageTest {

  private static final String NAME = "test.levels.page";

  private final HttpClient client = HttpClient.newHttpClient();
  private final OpsServer server =
      OpsServer.start(
          Address.loopback(),
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          () -> new Health(true, List.of()));

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void shouldChangeShowAndReset() throws Exception {
    // when
    HttpResponse<String> changed = send("PUT", "?logger=" + NAME + "&level=debug&minutes=2");

    // then
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).contains("\"level\":\"DEBUG\"", "\"secondsLeft\":1");
    assertThat(logger().getLevel()).isEqualTo(Level.DEBUG);
    assertThat(send("GET", "").body()).contains("ROOT", NAME);

    // when
    HttpResponse<String> reset = send("DELETE", "?logger=" + NAME);

    // then
    assertThat(reset.body()).contains("\"secondsLeft\":0");
    assertThat(logger().getLevel()).isNull();
  }

  @Test
  void shouldSayWhatIsWrong() throws Exception {
    assertRefused(send("PUT", "?logger=" + NAME + "&level=loud"), 400, "level: expected OFF");
    assertRefused(send("PUT", "?level=INFO"), 400, "logger: missing");
    assertRefused(send("PUT", "?logger=a%20b&level=INFO"), 400, "logger: expected");
    for (String minutes : List.of("0", "1441", "-1", "many", "99999999999")) {
      String query = "?logger=" + NAME + "&level=INFO&minutes=" + minutes;
      assertRefused(send("PUT", query), 400, "minutes: expected 1 to 1440");
    }
    assertRefused(send("POST", "?logger=" + NAME + "&level=INFO"), 405, "method");
    assertThat(logger().getLevel()).isNull();
  }

  @Test
  void shouldRefuseWhoeverIsNotOnThisMachine() throws Exception {
    // given
    HttpRequest throughProxy =
        HttpRequest.newBuilder(uri("?logger=" + NAME + "&level=DEBUG"))
            .header("x-forwarded-for", "203.0.113.7")
            .PUT(BodyPublishers.noBody())
            .build();

    // when / then
    assertRefused(
        client.send(throughProxy, HttpResponse.BodyHandlers.ofString()), 403, "this machine");
    assertThat(asking("evil.example")).startsWith("HTTP/1.1 403");
    assertThat(asking("localhost")).startsWith("HTTP/1.1 200");
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(words);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(NAME);
  }

  /** As a browser asks that was told a wrong address for a name. */
  private String asking(String host) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request = "GET /loglevel HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private HttpResponse<String> send(String method, String query)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(query)).method(method, BodyPublishers.noBody()).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String query) {
    return URI.create("http://127.0.0.1:" + server.port() + "/loglevel" + query);
  }
}
