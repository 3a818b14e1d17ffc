package ai.valeo.erp.tributary.graphql.subscribe;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that a client sends behind each other without waiting for their answers. */
class PipelinedRequestsTest {

  private static CounterBench bench;

  @BeforeAll
  static void open() {
    bench = new CounterBench(new SubscriptionLimits(50, 3, 4_000, 1 << 16, 20_000, 20_000, 20_000));
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @Test
  void shouldNotBeginBeforeTheOneInFrontIsAnswered() throws IOException, InterruptedException {
    try (Socket socket = new Socket("127.0.0.1", bench.port());
        HttpClient other = HttpClient.newHttpClient()) {
      // given
      String both =
          post("text/event-stream", "keep-alive", "subscription { held }")
              + post("application/json", "close", "mutation { add(n: 1000) }");
      socket.getOutputStream().write(both.getBytes(UTF_8));
      socket.getOutputStream().flush();
      patiently().until(bench::isHeld);

      // when another has come to its turn, on the one thread that is left
      URI uri = bench.uri("http");
      int status =
          other
              .send(
                  HttpRequest.newBuilder(uri)
                      .header("content-type", "application/json")
                      .POST(BodyPublishers.ofString("{\"query\":\"mutation { add(n: 1) }\"}"))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      int sum = bench.sum.get();
      bench.release();
      String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);

      // then
      assertThat(status).isEqualTo(200);
      assertThat(sum).isEqualTo(1);
      assertThat(answers)
          .containsSubsequence(
              "HTTP/1.1 200", "\"held\":1", "event: complete", "HTTP/1.1 200", "\"add\":1001");
    }
  }

  @Test
  void shouldBeginThoughTheOneInFrontWasRefused() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", bench.port())) {
      // when: each is a request of its own
      String both =
          post("application/json", "keep-alive", "mutation { add(n: none) }")
              + post("application/json", "close", "{ hello }");
      socket.getOutputStream().write(both.getBytes(UTF_8));
      socket.getOutputStream().flush();
      String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);

      // then
      assertThat(answers)
          .containsSubsequence("HTTP/1.1", "GRAPHQL_VALIDATION_FAILED", "HTTP/1.1", "hello you");
    }
  }

  private static String post(String accept, String connection, String query) {
    String body = "{\"query\":\"" + query + "\"}";
    return "POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: "
        + accept
        + "\r\ncontent-type: application/json\r\nconnection: "
        + connection
        + "\r\ncontent-length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
