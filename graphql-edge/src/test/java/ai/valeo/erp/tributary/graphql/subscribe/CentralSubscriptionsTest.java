package ai.valeo.erp.tributary.graphql.subscribe;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.change.ChangeLimits;
import ai.valeo.erp.tributary.graphql.http.GraphBench;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.view.Records;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subscriptions of the centre over a real WebSocket, over a log in memory. */
class CentralSubscriptionsTest {

  private static GraphBench bench;

  @BeforeAll
  static void open(@TempDir Path folder) {
    bench =
        new GraphBench(
            folder,
            QueryLimits.standard(),
            100,
            new ChangeLimits(50, 10, 1_000, Duration.ofHours(1), 2));
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private SocketClient client(String subscription) {
    SocketClient client =
        SocketClient.ready(URI.create("ws://127.0.0.1:" + bench.port() + "/graphql"));
    double before = subscribers();
    client.subscribe("s", "subscription { " + subscription.replace("\"", "\\\"") + " }");
    if (!subscription.contains("after")) {
      patiently()
          .untilAsserted(() -> assertThat(subscribers()).as(client.heard()).isGreaterThan(before));
    }
    return client;
  }

  private double subscribers() {
    return bench.feedMeters.get("tributary.central.subscribers").gauge().value();
  }

  private void stock(String id, long version, long quantity) {
    String[] parts = id.split("@", -1);
    bench.views.put(
        "InventoryItem",
        id,
        version,
        Map.of(
            "productId", new Value.Text(parts[0]),
            "warehouseId", new Value.Text(parts[1]),
            "quantity", new Value.Whole(quantity)));
  }

  private static JsonNode next(SocketClient client) {
    JsonNode message = client.hear();
    assertThat(message.path("type").asText()).as(message.toString()).isEqualTo("next");
    assertThat(message.at("/payload/errors").isMissingNode()).as(message.toString()).isTrue();
    return message.path("payload");
  }

  @Test
  void shouldTellStockByWarehouseThroughItsLife() {
    try (SocketClient client =
        client("inventoryChanged(warehouseId: \"w1\") { id change item { quantity version } }")) {
      // when
      stock("p1@w2", 1, 9);
      stock("p1@w1", 1, 5);
      JsonNode created = next(client);
      stock("p1@w1", 2, 4);
      JsonNode updated = next(client);
      bench.views.delete("InventoryItem", "p1@w1", 3);
      JsonNode deleted = next(client);

      // then
      assertThat(created.at("/data/inventoryChanged").toString())
          .isEqualTo(
              "{\"id\":\"p1@w1\",\"change\":\"CREATED\",\"item\":{\"quantity\":5,\"version\":1}}");
      assertThat(updated.at("/data/inventoryChanged/item/quantity").asInt()).isEqualTo(4);
      assertThat(deleted.at("/data/inventoryChanged/change").asText()).isEqualTo("DELETED");
      assertThat(deleted.at("/data/inventoryChanged/item").isNull()).isTrue();
    }
  }

  @Test
  void shouldTellEntitiesByIdAndByWhatTheyAre() {
    String fields = " { type id change version entity { attributes } position }";
    try (SocketClient one =
            client("entityChanged(type: \"Product\", ids: [\"p2\", \"p3\"])" + fields);
        SocketClient cheap =
            client(
                "entityChanged(type: \"Product\", where: [{name: \"sku\", value: \"X\"},"
                    + " {name: \"name\", value: null}])"
                    + fields)) {
      // when
      bench.views.put("Product", "p1", 1, Map.of("sku", new Value.Text("X")));
      bench.views.put("Product", "p2", 2, Map.of("sku", new Value.Text("Y")));

      // then
      assertThat(next(one).at("/data/entityChanged/id").asText()).isEqualTo("p2");
      JsonNode event = next(cheap);
      assertThat(event.at("/data/entityChanged/id").asText()).isEqualTo("p1");
      assertThat(event.at("/data/entityChanged/entity/attributes/sku").asText()).isEqualTo("X");
      assertThat(event.at("/data/entityChanged/position").asText())
          .isEqualTo(event.at("/extensions/position").asText())
          .isNotEmpty();
    }
  }

  @Test
  void shouldTellEachAnswerAndEachStateOfAConflict() {
    try (SocketClient answers =
            client("mutationStatusChanged(edgeNodeId: \"berlin\") { id status }");
        SocketClient disputes =
            client("conflictDetected(entityType: \"Product\") { id status resolvedBy }")) {
      // when
      bench.views.put(Records.outcome("m1", "paris", OutcomeState.APPLIED, 1));
      bench.views.put(Records.outcome("m2", "berlin", OutcomeState.CONFLICT, 2));
      bench.views.put(Records.outcome("m2", "berlin", OutcomeState.APPLIED, 3));
      bench.views.put(Records.conflict("m2", "p1", ConflictState.OPEN, 2));
      bench.views.put(Records.conflict("m2", "p1", ConflictState.RESOLVED, 2));

      // then
      assertThat(next(answers).at("/data/mutationStatusChanged").toString())
          .isEqualTo("{\"id\":\"m2\",\"status\":\"CONFLICT\"}");
      assertThat(next(answers).at("/data/mutationStatusChanged/status").asText())
          .isEqualTo("APPLIED");
      assertThat(next(disputes).at("/data/conflictDetected/status").asText()).isEqualTo("OPEN");
      assertThat(next(disputes).at("/data/conflictDetected/resolvedBy").asText()).isEqualTo("anna");
    }
  }

  @Test
  void shouldTellHeartbeatsAndWhoHasFallenSilent() {
    try (SocketClient nodes = client("edgeNodeChanged(id: \"berlin\") { id connectionState }");
        SocketClient alerts = client("systemAlerts { id kind subject active value threshold }")) {
      JsonNode backlog = next(alerts);

      // when
      bench.views.put(
          Records.edgeNode("berlin", ConnectionState.UNSTABLE, bench.views.nowMs.get()));
      JsonNode node = next(nodes);
      bench.views.nowMs.addAndGet(31_000);
      JsonNode silent = next(alerts);
      bench.views.put(Records.edgeNode("berlin", ConnectionState.ONLINE, bench.views.nowMs.get()));

      // then the backlog of 12 that the double shows stood from the beginning
      assertThat(backlog.at("/data/systemAlerts/kind").asText()).isEqualTo("MERGE_BACKLOG");
      assertThat(node.at("/data/edgeNodeChanged/connectionState").asText()).isEqualTo("UNSTABLE");
      assertThat(silent.at("/data/systemAlerts").toString())
          .isEqualTo(
              "{\"id\":\"NODE_SILENT:berlin\",\"kind\":\"NODE_SILENT\",\"subject\":\"berlin\","
                  + "\"active\":true,\"value\":31000,\"threshold\":30000}");
      assertThat(next(alerts).at("/data/systemAlerts/active").asBoolean()).isFalse();
    }
  }

  @Test
  void shouldTellFiguresAtOnceAndWhenTheyChange() {
    try (SocketClient client =
        client("aggregatorStatusUpdated(everyMillis: 100) { appliedTotal }")) {
      // when
      int before = next(client).at("/data/aggregatorStatusUpdated/appliedTotal").asInt();
      bench.views.put(Records.outcome("m1", "paris", OutcomeState.APPLIED, 1));

      // then
      assertThat(next(client).at("/data/aggregatorStatusUpdated/appliedTotal").asInt())
          .isEqualTo(before + 1);
    }
  }

  @Test
  void shouldCarryOnFromAPositionInMemoryAndInTheLog() {
    // given
    String position;
    try (SocketClient client = client("mutationStatusChanged { id }")) {
      bench.views.put(Records.outcome("m0", "berlin", OutcomeState.APPLIED, 1));
      position = next(client).at("/extensions/position").asText();
    }

    // when
    for (int many : new int[] {5, 30}) {
      for (int i = 1; i <= many; i++) {
        bench.views.put(
            Records.outcome("m" + many + "-" + i, "node" + i % 4, OutcomeState.APPLIED, i));
      }
      try (SocketClient client =
          client("mutationStatusChanged(after: \"" + position + "\") { id edgeNodeId }")) {
        // then each is told once, in the order of its node
        Map<String, Integer> last = new HashMap<>();
        for (int i = 1; i <= many; i++) {
          JsonNode event = next(client);
          JsonNode answer = event.at("/data/mutationStatusChanged");
          int number = Integer.parseInt(answer.path("id").asText().split("-", -1)[1]);
          Integer before = last.put(answer.path("edgeNodeId").asText(), number);
          assertThat(number)
              .isEqualTo(before == null ? (number % 4 == 0 ? 4 : number) : before + 4);
          position = event.at("/extensions/position").asText();
        }
      }
    }
    assertThat(bench.log.readings).hasPositiveValue();
  }

  @Test
  void shouldSayWhenAPositionIsTooOldOrAnothers() {
    // given
    String position;
    try (SocketClient client = client("edgeNodeChanged { id }")) {
      bench.views.put(Records.edgeNode("rome", ConnectionState.ONLINE, 1));
      position = next(client).at("/extensions/position").asText();
    }
    for (int i = 0; i < 30; i++) {
      bench.views.put(Records.edgeNode("n" + i, ConnectionState.OFFLINE, i));
    }
    bench.log.cut(bench.views.topicReader().edgeNodes());

    // then
    try (SocketClient client = client("edgeNodeChanged(after: \"" + position + "\") { id }");
        SocketClient other = client("conflictDetected(after: \"" + position + "\") { id }")) {
      assertThat(error(client)).isEqualTo("POSITION_EXPIRED");
      assertThat(error(other)).isEqualTo("BAD_USER_INPUT");
    }
  }

  private static String error(SocketClient client) {
    JsonNode payload = client.hear().path("payload");
    JsonNode errors = payload.isArray() ? payload : payload.path("errors");
    return errors.at("/0/extensions/code").asText();
  }
}
