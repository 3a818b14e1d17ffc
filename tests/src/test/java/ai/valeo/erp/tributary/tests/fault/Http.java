package ai.valeo.erp.tributary.tests.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks processes over HTTP. Any thread. */
final class Http {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(LIMIT).build();

  private Http() {}

  /**
   * How a process is.
   *
   * @param isReady whether it says so
   * @param text what it says
   */
  record Health(boolean isReady, String text) {}

  /** The readiness of the process that listens on a port; not ready if nobody does. */
  static Health health(int port) {
    HttpRequest request = HttpRequest.newBuilder(uri(port, "/health/ready")).timeout(LIMIT).build();
    try {
      HttpResponse<String> answer = send(request);
      return new Health(answer.statusCode() == 200, answer.body());
    } catch (IOException e) {
      return new Health(false, "unreachable: " + e);
    }
  }

  /**
   * The data of a GraphQL answer.
   *
   * @throws IOException if there is none
   */
  static JsonNode query(int port, String document, Map<String, String> variables)
      throws IOException {
    String body = JSON.writeValueAsString(Map.of("query", document, "variables", variables));
    HttpRequest request =
        HttpRequest.newBuilder(uri(port, "/graphql"))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    JsonNode answer = JSON.readTree(send(request).body());
    if (answer.has("errors") || !answer.has("data")) {
      throw new IOException("GraphQL: " + answer);
    }
    return answer.get("data");
  }

  /**
   * The value of a metric without tags.
   *
   * @throws IllegalStateException if the process does not show it
   */
  static double metric(int port, String name) {
    HttpRequest request = HttpRequest.newBuilder(uri(port, "/metrics")).timeout(LIMIT).build();
    try {
      return send(request)
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("metric: no " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
