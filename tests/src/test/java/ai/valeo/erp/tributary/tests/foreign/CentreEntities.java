package ai.valeo.erp.tributary.tests.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the centre shows of entities.
 *
 * @param graphql where it is asked
 */
record CentreEntities(URI graphql) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 20;

  /** Version and attributes of those that the centre shows, by id. */
  SortedMap<String, JsonNode> of(String type, List<String> ids)
      throws IOException, InterruptedException {
    SortedMap<String, JsonNode> found = new TreeMap<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int from = 0; from < ids.size(); from += AT_ONCE) {
        List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
        JsonNode data = ask(client, question(type, some));
        for (int i = 0; i < some.size(); i++) {
          JsonNode entity = data.path("e" + i);
          if (entity.isObject()) {
            found.put(some.get(i), entity);
          }
        }
      }
    }
    return found;
  }

  private static String question(String type, List<String> ids) throws IOException {
    StringBuilder query = new StringBuilder("{");
    for (int i = 0; i < ids.size(); i++) {
      query.append(
          " e%d: entity(type: \"%s\", id: %s) { version attributes }"
              .formatted(i, type, JSON.writeValueAsString(ids.get(i))));
    }
    return query.append(" }").toString();
  }

  private JsonNode ask(HttpClient client, String query) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(graphql)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("query", query))))
            .build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonNode tree = JSON.readTree(answer);
    if (tree.has("errors")) {
      throw new IOException(answer);
    }
    return tree.path("data");
  }
}
