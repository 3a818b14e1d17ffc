package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Scanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a subscriber of a real edge node without network is told, over an event stream. */
class EdgeSubscriptionsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private EdgeDesk desk;

  @BeforeEach
  void open() {
    desk = new EdgeDesk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void shouldTellOfStockThatChanges() throws IOException, InterruptedException {
    // given
    try (Stream stream =
        subscribe("inventoryUpdated(warehouseId: \"w1\") { id quantity product { name } }")) {

      // when: another warehouse, then this one
      desk.node().capture(sale("p1", "w2", 1));
      desk.node().capture(sale("p1", "w1", 4));

      // then
      JsonNode item = stream.next().at("/data/inventoryUpdated");
      assertThat(item.get("id").asText()).isEqualTo("p1@w1");
      assertThat(item.get("quantity").asInt()).isEqualTo(6);
      assertThat(item.at("/product/name").asText()).isEqualTo("Chai");
    }
  }

  @Test
  void shouldTellOfAnOrderOnlyWhenItsStatusChanges() throws IOException, InterruptedException {
    // given
    EntityKey order = new EntityKey("Order", "o1");
    try (Stream stream = subscribe("orderStatusChanged(orderId: \"o1\") { status comment }")) {

      // when
      desk.node().capture(Draft.update(order, Change.set("comment", Value.of("eilt"))));
      desk.node().capture(Draft.update(order, Change.step("status", "CREATED", "CONFIRMED")));

      // then
      JsonNode told = stream.next().at("/data/orderStatusChanged");
      assertThat(told.get("status").asText()).isEqualTo("CONFIRMED");
      assertThat(told.get("comment").asText()).isEqualTo("eilt");
    }
  }

  private static Draft sale(String product, String warehouse, int pieces) {
    return Draft.update(
        new EntityKey("InventoryItem", product + '@' + warehouse), Change.add("quantity", -pieces));
  }

  /** An event stream, read line by line. */
  private record Stream(HttpClient client, InputStream body, Scanner lines)
      implements AutoCloseable {

    JsonNode next() throws IOException {
      while (lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith("data:") && line.length() > "data:".length() + 1) {
          return JSON.readTree(line.substring("data:".length()));
        }
      }
      throw new AssertionError("The stream has ended");
    }

    @Override
    public void close() throws IOException {
      body.close();
      client.shutdownNow();
    }
  }

  private Stream subscribe(String field) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    String body = JSON.writeValueAsString(Map.of("query", "subscription { " + field + " }"));
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(desk.uri("/graphql"))
                .header("content-type", "application/json")
                .header("accept", "text/event-stream")
                .timeout(LONG)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new Stream(
        client, response.body(), new Scanner(response.body(), StandardCharsets.UTF_8));
  }
}
