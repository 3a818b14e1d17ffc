package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the centre's GraphQL shows of entities: their versions.
 *
 * @param endpoint where GraphQL is served
 * @param token what it asks for, if it asks for one
 */
record CentreView(URI endpoint, @Nullable String token) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 25;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /**
   * The versions of these entities; those the centre does not show are not in the map.
   *
   * @throws LocalRunException if the centre does not answer, or with errors
   */
  Map<EntityKey, Row> versions(Collection<EntityKey> keys) throws InterruptedException {
    Map<EntityKey, Row> rows = new HashMap<>();
    List<EntityKey> all = List.copyOf(keys);
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<EntityKey> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        JsonNode data = ask(client, question(some));
        for (int i = 0; i < some.size(); i++) {
          JsonNode entity = data.path("e" + i);
          if (entity.isObject()) {
            rows.put(some.get(i), new Row(entity.path("version").asLong(), null));
          }
        }
      }
      return rows;
    } catch (IOException e) {
      throw new LocalRunException("The centre does not answer at " + endpoint, e);
    }
  }

  /**
   * Waits until the centre answers questions.
   *
   * @throws LocalRunException if it does not within the time
   */
  void awaitReady(Duration longest) throws InterruptedException {
    long deadlineNs = System.nanoTime() + longest.toNanos();
    HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/health/ready")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isReady(client, request)) {
        if (System.nanoTime() - deadlineNs > 0) {
          throw new LocalRunException("The centre is not ready at " + endpoint, null);
        }
        Thread.sleep(LOOK_AGAIN);
      }
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private static String question(List<EntityKey> keys) throws IOException {
    StringBuilder query = new StringBuilder("{");
    for (int i = 0; i < keys.size(); i++) {
      EntityKey key = keys.get(i);
      query
          .append(" e" + i + ": entity(type: ")
          .append(JSON.writeValueAsString(key.entityType()))
          .append(", id: ")
          .append(JSON.writeValueAsString(key.entityId()))
          .append(") { version }");
    }
    return query.append(" }").toString();
  }

  private JsonNode ask(HttpClient client, String query) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("query", query))));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200 || answer.has("errors")) {
      throw new LocalRunException(
          "The centre answers "
              + response.statusCode()
              + " "
              + answer.path("errors").path(0).path("message").asText(),
          null);
    }
    return answer.path("data");
  }

  @Override
  public String toString() {
    return "CentreView[endpoint=" + endpoint + "]";
  }
}
