package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.graphql.app.EdgeServer;
import ai.valeo.erp.tributary.graphql.app.EdgeServerSettings;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app at an edge node, by GraphQL alone: capture, outcome, status, with and without network. */
class EdgeGraphIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldFollowAChangeFromCaptureToItsOutcome() throws Exception {
    try (CentreRig rig = new CentreRig(folder.resolve("broker"))) {
      Topics topics = rig.newTopics();
      EdgeServerSettings settings = settings(rig, topics);
      try (FakeCentre centre = rig.centre(topics);
          EdgeNode node = EdgeNode.open(settings.node());
          EdgeServer server = EdgeServer.start(node, settings, meters())) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/graphql");
        node.start();
        centre.change(
            Draft.create(
                new EntityKey("Product", "p1"), List.of(Change.set("name", Value.of("Chai")))));
        await()
            .atMost(LONG)
            .until(() -> ask(uri, "{ product(id: \"p1\") { id } }").at("/product/id").isTextual());

        // when: online, until it is told of progress; it may begin to listen after some changes
        int moves = 0;
        try (InputStream stream =
            open(uri, "subscription { syncProgressUpdated { entityType processed total } }")) {
          var told =
              CompletableFuture.supplyAsync(
                  () -> next(stream), task -> Thread.ofPlatform().daemon().start(task));
          while (!told.isDone()) {
            moves++;
            awaitStatus(uri, move(uri, 5, "ADD"), "APPLIED");
          }

          // then
          assertThat(told.join().get("processed").asInt()).isBetween(1, moves);
        }
        await().atMost(LONG).until(() -> item(uri).get("syncStatus").asText().equals("SYNCED"));
        assertThat(item(uri).get("quantity").asInt()).isEqualTo(5 * moves);
        assertThat(item(uri).get("version").asInt()).isEqualTo(moves);

        // when: cut off
        ask(uri, "mutation { setOfflineMode(enabled: true) { success } }");
        String later = move(uri, 2, "SUBTRACT");

        // then
        assertThat(status(uri, later)).isEqualTo("PENDING");
        assertThat(item(uri).get("quantity").asInt()).isEqualTo(5 * moves - 2);
        assertThat(sync(uri).get("message").asText()).isEqualTo("Keine Netzwerkverbindung");

        // when: back
        ask(uri, "mutation { setOfflineMode(enabled: false) { success } }");
        awaitStatus(uri, later, "APPLIED");

        // then
        await().atMost(LONG).until(() -> sync(uri).get("status").asText().equals("APPLIED"));
        assertThat(item(uri).get("quantity").asInt()).isEqualTo(5 * moves - 2);
        assertThat(item(uri).get("version").asInt()).isEqualTo(moves + 1);
      }
    }
  }

  private EdgeServerSettings settings(CentreRig rig, Topics topics) {
    Map<String, String> addresses = Map.of("b", rig.bootstrap(), "r", rig.registry.url());
    var keys = CentreRig.map("berlin", folder, topics, addresses);
    keys.put("edge.http.port", "0");
    return EdgeServerSettings.of(keys);
  }

  private static PrometheusMeterRegistry meters() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  private String move(URI uri, int pieces, String operation) {
    JsonNode result =
        ask(
                uri,
                "mutation { updateInventory(input: {productId: \"p1\", warehouseId: \"w1\","
                    + (" quantity: " + pieces + ", operation: " + operation + "})")
                    + " { success mutationId errors { message } } }")
            .get("updateInventory");
    assertThat(result.get("success").asBoolean()).as(result.toString()).isTrue();
    return result.get("mutationId").asText();
  }

  private void awaitStatus(URI uri, String id, String wanted) {
    await().atMost(LONG).until(() -> status(uri, id).equals(wanted));
  }

  private String status(URI uri, String id) {
    return ask(uri, "{ mutationStatus(id: \"" + id + "\") { status } }")
        .at("/mutationStatus/status")
        .asText();
  }

  private JsonNode item(URI uri) {
    return ask(uri, "{ localInventory(warehouseId: \"w1\") { quantity version syncStatus } }")
        .at("/localInventory/0");
  }

  private JsonNode sync(URI uri) {
    return ask(uri, "mutation { triggerSync { success status message } }").get("triggerSync");
  }

  private JsonNode ask(URI uri, String document) {
    try (InputStream answer = send(uri, document, "application/json")) {
      return JSON.readTree(answer).path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open(URI uri, String document) {
    return send(uri, document, "text/event-stream");
  }

  private InputStream send(URI uri, String document, String accept) {
    try {
      return client
          .send(
              HttpRequest.newBuilder(uri)
                  .header("content-type", "application/json")
                  .header("accept", accept)
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          JSON.writeValueAsString(Map.of("query", document))))
                  .build(),
              BodyHandlers.ofInputStream())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next progress of the node's own changes. */
  private static JsonNode next(InputStream stream) {
    Scanner lines = new Scanner(stream, StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      String line = lines.nextLine();
      if (line.startsWith("data:") && line.length() > "data: ".length()) {
        JsonNode told = parsed(line.substring("data:".length())).at("/data/syncProgressUpdated");
        if (told.get("entityType").asText().equals("Mutation")) {
          return told;
        }
      }
    }
    throw new AssertionError("The stream has ended");
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
