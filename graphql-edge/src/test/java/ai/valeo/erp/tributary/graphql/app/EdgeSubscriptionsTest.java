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
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a subscriber of a real edge node without network is told, over an event stream. */
class EdgeSubscriptionsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final List<String> STATUSES =
      List.of("CREATED", "CONFIRMED", "PROCESSING", "SHIPPED", "DELIVERED");

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
  void shouldTellOfStockThatChanges() throws Exception {
    // given
    try (Stream stream =
        subscribe("inventoryUpdated(warehouseId: \"w1\") { id quantity product { name } }")) {

      // when: another warehouse, then this one, until the stream listens
      CompletableFuture<JsonNode> told = stream.told();
      int sold = 0;
      for (; !told.isDone() && sold < 10; sold++) {
        desk.node().capture(sale("p1", "w2", 1));
        desk.node().capture(sale("p1", "w1", 1));
        awaitOrGoOn(told);
      }

      // then
      JsonNode item = told.get(2, TimeUnit.MINUTES).at("/data/inventoryUpdated");
      assertThat(item.get("id").asText()).isEqualTo("p1@w1");
      assertThat(item.get("quantity").asInt()).isBetween(10 - sold, 9);
      assertThat(item.at("/product/name").asText()).isEqualTo("Chai");
    }
  }

  @Test
  void shouldTellOfAnOrderOnlyWhenItsStatusChanges() throws Exception {
    // given
    EntityKey order = new EntityKey("Order", "o1");
    try (Stream stream = subscribe("orderStatusChanged(orderId: \"o1\") { status comment }")) {

      // when: something else, then the status, until the stream listens
      CompletableFuture<JsonNode> told = stream.told();
      for (int i = 1; i < STATUSES.size() && !told.isDone(); i++) {
        desk.node().capture(Draft.update(order, Change.set("comment", Value.of("eilt"))));
        desk.node()
            .capture(
                Draft.update(order, Change.step("status", STATUSES.get(i - 1), STATUSES.get(i))));
        awaitOrGoOn(told);
      }

      // then
      JsonNode seen = told.get(2, TimeUnit.MINUTES).at("/data/orderStatusChanged");
      assertThat(seen.get("status").asText()).isIn(STATUSES.subList(1, STATUSES.size()));
      assertThat(seen.get("comment").asText()).isEqualTo("eilt");
    }
  }

  /** A stream may begin to listen a moment after its head has come. */
  private static void awaitOrGoOn(CompletableFuture<JsonNode> told) throws Exception {
    try {
      told.get(5, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // it did not listen yet
    }
  }

  private static Draft sale(String product, String warehouse, int pieces) {
    return Draft.update(
        new EntityKey("InventoryItem", product + '@' + warehouse), Change.add("quantity", -pieces));
  }

  /** An event stream, read line by line. */
  private record Stream(HttpClient client, InputStream body, Scanner lines)
      implements AutoCloseable {

    /** The first thing that it is told of. */
    CompletableFuture<JsonNode> told() {
      return CompletableFuture.supplyAsync(
          this::next, task -> Thread.ofPlatform().daemon().start(task));
    }

    private JsonNode next() {
      while (lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith("data:") && line.length() > "data:".length() + 1) {
          return parsed(line.substring("data:".length()));
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

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
