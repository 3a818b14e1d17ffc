package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every abuse is refused before anything is done for it, and named. */
class AbuseTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path stateDir;

  private static GraphBench bench;

  @BeforeAll
  static void start() {
    bench = new GraphBench(stateDir);
  }

  @AfterAll
  static void close() {
    bench.close();
    CLIENT.close();
  }

  private static HttpResponse<String> send(String body) {
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(bench.uri("/graphql"))
              .header("content-type", "application/json")
              .header("accept", "application/graphql-response+json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void refused(String query, String code, String word) {
    HttpResponse<String> answer = send("{\"query\":\"" + query.replace("\"", "\\\"") + "\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"" + code + "\"", word).doesNotContain("\"data\"");
  }

  @Test
  void shouldRefuseADepthOf100() {
    String deep =
        "{ conflicts { nodes { "
            + "mutation { conflict { ".repeat(48)
            + "id"
            + " } }".repeat(48)
            + " } } }";
    refused(deep, "LIMIT_EXCEEDED", "depth");
  }

  @Test
  void shouldRefuse1000Aliases() {
    String fields =
        IntStream.range(0, 1_000).mapToObj(i -> "a" + i + ":id").collect(Collectors.joining(" "));
    refused("{ product(id: \"1\") { " + fields + " } }", "LIMIT_EXCEEDED", "tokens");
  }

  @Test
  void shouldRefuseFragmentsInACircle() {
    refused(
        "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
        "GRAPHQL_VALIDATION_FAILED",
        "cycle");
  }

  @Test
  void shouldRefuseABatchOf100() {
    // given
    String batch =
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"query\":\"{ __typename }\"}")
            .collect(Collectors.joining(",", "[", "]"));

    // when
    HttpResponse<String> answer = send(batch);

    // then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("BAD_REQUEST", "batches");
  }

  @Test
  void shouldRefuseABodyOf12Megabytes() {
    // when
    HttpResponse<String> answer = send("{\"query\":\"" + "a".repeat(12 << 20) + "\"}");

    // then
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void shouldRefuseABodyThatComesTooSlowly() throws IOException {
    // given
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                  + "content-length: 100\r\n\r\n{")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();

      // when
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      // then
      assertThat(answer).startsWith("HTTP/1.1 408").contains("too slowly");
    }
  }

  @Test
  void shouldRefuseNestedIntrospection() {
    refused(
        "{ __schema { types { "
            + "fields { type { ".repeat(10)
            + "name"
            + " } }".repeat(10)
            + " } } }",
        "LIMIT_EXCEEDED",
        "introspection");
  }

  @Test
  void shouldRefuseWhatCostsTooMuch() {
    refused(
        "{ a: orders(first: 200) { nodes { items { product { category { id } } } } }"
            + " b: orders(first: 200) { nodes { items { product { category { id } } } } } }",
        "LIMIT_EXCEEDED",
        "cost");
  }
}
