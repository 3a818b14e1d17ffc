package ai.valeo.erp.tributary.graphql.http;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import ai.valeo.erp.tributary.graphql.subscribe.SocketClient;
import ai.valeo.erp.tributary.graphql.view.Records;
import ai.valeo.erp.tributary.graphql.view.Trail;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of the stock of a warehouse is nobody's business in another, asked or told. */
class SecuredRowsTest {

  private static final String OWN = "p1@w1";
  private static final String OTHERS = "p1@w2";

  @TempDir private static Path stateDir;

  private static TestIssuer issuer;
  private static GraphBench bench;

  @BeforeAll
  static void fill() {
    issuer = new TestIssuer();
    bench = new GraphBench(stateDir, QueryLimits.standard(), 100, issuer.settings());
    for (String id : List.of(OWN, OTHERS)) {
      stock(id, 1);
      new Trail(bench.views, "InventoryItem", id)
          .applied(Operation.CREATE, 1_000, Trail.set("quantity", null, Value.of(1)));
      happened("listed-" + id, id);
    }
  }

  @AfterAll
  static void close() {
    bench.close();
    issuer.close();
  }

  private static void stock(String id, long version) {
    bench.views.put(
        "InventoryItem",
        id,
        version,
        Map.of(
            "productId", Value.of("p1"), "warehouseId", Value.of(id.substring(id.length() - 2))));
  }

  /** A change of some stock is answered, and disputed. */
  private static void happened(String mutation, String id) {
    bench.views.put(
        Outcome.newBuilder(Records.outcome(mutation, "berlin", OutcomeState.CONFLICT, 5_000))
            .setEntityId(id)
            .build());
    bench.views.put(
        Conflict.newBuilder(Records.conflict(mutation, id, ConflictState.OPEN, 5_000))
            .setEntityType("InventoryItem")
            .build());
  }

  private static String token(String... warehouses) {
    return issuer.token(
        claims -> claims.claim("roles", List.of("ADMIN")).claim("warehouses", List.of(warehouses)));
  }

  @Test
  void shouldListNothingOfOtherWarehouses() {
    // given
    String query =
        "{ mutations(filter: {fromDate: \\\"1970-01-01T00:00:05Z\\\"}) { nodes { entityId } }"
            + " ofNode: mutations(filter: {edgeNodeId: \\\"berlin\\\"}) { nodes { entityId } }"
            + " conflicts { nodes { entityId } }"
            + " open: conflicts(filter: {status: OPEN}) { nodes { entityId } }"
            + " auditTrail { nodes { entityId } } }";
    for (String warehouse : List.of("w1", "w2")) {
      try (SocketClient client = client(token(warehouse))) {
        // when
        client.subscribe("q", query);

        // then
        JsonNode seen = client.hear().at("/payload");
        assertThat(seen.has("errors")).as("%s", seen).isFalse();
        seen.get("data")
            .properties()
            .forEach(list ->
                assertThat(list.getValue().findValuesAsText("entityId"))
                    .as("%s of %s", list.getKey(), warehouse)
                    .isNotEmpty()
                    .containsOnly("p1@" + warehouse));
      }
    }
  }

  @Test
  void shouldFindNothingOfOtherWarehouses() {
    try (SocketClient client = client(token("w1"))) {
      // when
      client.subscribe(
          "q",
          """
          { own: mutation(id: \\"listed-p1@w1\\") { id } other: mutation(id: \\"listed-p1@w2\\") { id }
            ownOne: conflict(id: \\"listed-p1@w1:0\\") { id }
            otherOne: conflict(id: \\"listed-p1@w2:0\\") { id }
            why: whyIs(type: \\"InventoryItem\\", id: \\"p1@w2\\", attribute: \\"quantity\\") { value }
            then: entity(type: \\"InventoryItem\\", id: \\"p1@w2\\", version: 1) { version } }
          """
              .replace('\n', ' '));

      // then
      assertThat(client.hear().at("/payload/data").toString())
          .isEqualTo(
              "{\"own\":{\"id\":\"listed-p1@w1\"},\"other\":null,"
                  + "\"ownOne\":{\"id\":\"listed-p1@w1:0\"},\"otherOne\":null,"
                  + "\"why\":null,\"then\":null}");
    }
  }

  @Test
  void shouldTellNothingOfOtherWarehouses() {
    try (SocketClient client = client(token("w1"))) {
      // given all subscriptions to what belongs to a warehouse, by one who has the other one
      List<String> fields =
          List.of(
              "inventoryChanged { id }",
              "entityChanged(type: \\\"InventoryItem\\\") { id }",
              "mutationStatusChanged { id: entityId }",
              "conflictDetected { id: entityId }");
      for (String field : fields) {
        double before = subscribers();
        client.subscribe(field.substring(0, 5), "subscription { one: " + field + " }");
        patiently()
            .untilAsserted(
                () -> assertThat(subscribers()).as(client.heard()).isGreaterThan(before));
      }

      // when the other's comes first
      for (String id : List.of(OTHERS, OWN)) {
        stock(id, 2);
        happened("told-" + id, id);
      }

      // then
      for (int i = 0; i < fields.size(); i++) {
        assertThat(client.hear().at("/payload/data/one/id").asText()).isEqualTo(OWN);
      }
    }
  }

  private static double subscribers() {
    return bench.feedMeters.get("tributary.central.subscribers").gauge().value();
  }

  private static SocketClient client(String token) {
    var client =
        new SocketClient(
            URI.create("ws://127.0.0.1:" + bench.port() + "/graphql"), "graphql-transport-ws");
    client.say("{'type':'connection_init','payload':{'authorization':'Bearer " + token + "'}}");
    client.expect("{'type':'connection_ack'}");
    return client;
  }
}
