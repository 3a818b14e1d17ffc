package ai.valeo.erp.tributary.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What nobody may do to a server, and by what name each is refused. */
public enum Abuses {
  /** Only a schema whose types lead back to each other can be asked so deeply. */
  DEPTH_100(
      query(
          "{ conflicts { nodes { "
              + "mutation { conflict { ".repeat(48)
              + "id"
              + " } }".repeat(48)
              + " } } }"),
      400,
      "LIMIT_EXCEEDED",
      "depth"),
  ALIASES_100(100, "aliases"),
  ALIASES_1000(1_000, "tokens"),
  FRAGMENT_CYCLE(
      query("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"),
      400,
      "GRAPHQL_VALIDATION_FAILED",
      "cycle"),
  BATCH_100(
      "[" + String.join(",", Collections.nCopies(100, query("{ __typename }"))) + "]",
      400,
      "BAD_REQUEST",
      "batches"),
  BODY_12_MB(query("a".repeat(12 << 20)), 413, "PAYLOAD_TOO_LARGE", ""),
  NESTED_INTROSPECTION(
      query(
          "{ __schema { types { "
              + "fields { type { ".repeat(10)
              + "name"
              + " } }".repeat(10)
              + " } } }"),
      400,
      "LIMIT_EXCEEDED",
      "introspection");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String body;
  private final int status;
  private final String code;
  private final String word;

  Abuses(String body, int status, String code, String word) {
    this.body = body;
    this.status = status;
    this.code = code;
    this.word = word;
  }

  Abuses(int aliases, String word) {
    this(
        query(
            IntStream.range(0, aliases)
                .mapToObj(i -> "a" + i + ":__typename")
                .collect(Collectors.joining(" ", "{ ", " }"))),
        400,
        "LIMIT_EXCEEDED",
        word);
  }

  private static String query(String document) {
    return "{\"query\":\"" + document.replace("\"", "\\\"") + "\"}";
  }

  /** Those of any server of ours. */
  public static List<Abuses> ofAnySchema() {
    return List.of(values()).subList(1, values().length);
  }

  /** Does it to a server, which must refuse it by name and before it does anything for it. */
  public void shouldBeRefusedBy(URI server) {
    HttpRequest request =
        HttpRequest.newBuilder(server)
            .header("content-type", "application/json")
            .header("accept", "application/graphql-response+json")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as("%s: %s", this, answer.body()).isEqualTo(status);
      assertThat(answer.body())
          .as("%s", this)
          .contains("\"" + code + "\"", word, "requestId")
          .doesNotContain("\"data\"");
    } catch (IOException e) {
      throw new AssertionError(toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends a byte of a body and no more; the server must not wait for the rest. */
  public static void slowBodyShouldBeRefusedBy(URI server) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                  + "content-length: 100\r\n\r\n{")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("too slowly");
    }
  }
}
