package ai.valeo.erp.tributary.graphql.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of a real edge node that has no network. */
class EdgeQueriesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

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
  void shouldAnswerAProductWithAllItsFields() throws IOException {
    assertData(
        """
        { product(id: "p1") {
            id name sku description price quantityPerUnit tags discontinued version
            category { id name description parentId }
            attributes { name value unit } images { url altText width height } } }
        """,
        """
        {"product": {
          "id": "p1", "name": "Chai", "sku": "SKU-1", "description": "Tee mit Gewürzen",
          "price": "18.00 EUR", "quantityPerUnit": null, "tags": ["tee", "warm"],
          "discontinued": false, "version": 3,
          "category": {"id": "c1", "name": "Getränke", "description": null, "parentId": null},
          "attributes": [{"name": "Gewicht", "value": "250", "unit": "g"}],
          "images": [{"url": "/chai.png", "altText": null, "width": 640, "height": null}]}}
        """);
  }

  @Test
  void shouldSayWhenAProductIsNotHere() {
    // when
    JsonNode answer = desk.ask("{ product(id: \"p9\") { name } order(id: \"o9\") { id } }");

    // then
    assertThat(answer.at("/data/product").isNull()).isTrue();
    assertThat(answer.at("/errors/0/message").asText())
        .isEqualTo("Produkt p9 nicht im Offline-Cache verfügbar");
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("OFFLINE");
    assertThat(answer.at("/errors/1/message").asText())
        .isEqualTo("Bestellung o9 nicht im Offline-Cache verfügbar");
  }

  @Test
  void shouldListProductsThatFit() throws IOException {
    assertData("{ products { id } }", "{'products': [{'id':'p1'},{'id':'p2'},{'id':'p3'}]}");
    assertData("{ products(limit: 1, offset: 1) { id } }", "{'products': [{'id':'p2'}]}");
    assertData("{ products(filter: {categoryId: \"c1\"}) { id } }", "{'products': [{'id':'p1'}]}");
    assertData("{ products(filter: {search: \"TEE\"}) { id } }", "{'products': [{'id':'p1'}]}");
    assertData(
        "{ products(orderBy: NAME_ASC) { id } }",
        "{'products': [{'id':'p3'},{'id':'p1'},{'id':'p2'}]}");
    assertData(
        "{ products(orderBy: PRICE_DESC, limit: 2) { id } }",
        "{'products': [{'id':'p2'},{'id':'p1'}]}");
    assertData(
        "{ products(filter: {search: \"cha\"}, orderBy: NAME_DESC) { id } }",
        "{'products': [{'id':'p2'},{'id':'p1'}]}");
    assertData("{ products(filter: {inStock: true}) { id } }", "{'products': [{'id':'p1'}]}");
    assertData(
        "{ products(filter: {inStock: false}) { id } }", "{'products': [{'id':'p2'},{'id':'p3'}]}");
  }

  @Test
  void shouldListTheStockOfAWarehouse() throws IOException {
    assertData(
        """
        { localInventory(warehouseId: "w1") {
            id productId warehouseId locationCode quantity reservedQuantity reorderLevel
            lastUpdated version syncStatus product { name } } }
        """,
        """
        {"localInventory": [
          {"id": "p1@w1", "productId": "p1", "warehouseId": "w1", "locationCode": "A-1",
           "quantity": 10, "reservedQuantity": 2, "reorderLevel": null,
           "lastUpdated": "2026-11-20T08:00:00.000Z", "version": 5, "syncStatus": "SYNCED",
           "product": {"name": "Chai"}},
          {"id": "p2@w1", "productId": "p2", "warehouseId": "w1", "locationCode": "A-1",
           "quantity": 0, "reservedQuantity": 2, "reorderLevel": null,
           "lastUpdated": "2026-11-20T08:00:00.000Z", "version": 5, "syncStatus": "SYNCED",
           "product": {"name": "Chang"}}]}
        """);
    assertData("{ localInventory(warehouseId: \"w9\") { id } }", "{'localInventory': []}");
    assertData("{ localWarehouses }", "{'localWarehouses': ['w1', 'w2']}");
  }

  @Test
  void shouldFindTheStockOfProductsByWords() throws IOException {
    // given
    desk.node().capture(Draft.update(stock("p2", "w2"), Change.add("quantity", 1)));

    // then
    assertData(
        "{ localInventory(warehouseId: \"w2\", search: \"chan\") { id } }",
        "{'localInventory': [{'id':'p2@w2'}]}");
    assertData(
        "{ localInventory(warehouseId: \"w2\", search: \"nothing\") { id } }",
        "{'localInventory': []}");
  }

  @Test
  void shouldShowOwnChangesAtOnce() {
    // given
    Instant before = Instant.now();
    desk.node().capture(Draft.update(stock("p1", "w1"), Change.add("quantity", -3)));
    desk.node().capture(Draft.update(stock("p7", "w1"), Change.add("quantity", 4)));

    // when
    JsonNode items =
        desk.data(
                "{ localInventory(warehouseId: \"w1\") { id productId quantity version syncStatus"
                    + " lastUpdated } }")
            .get("localInventory");

    // then
    assertThat(items.at("/0/quantity").asInt()).isEqualTo(7);
    assertThat(items.at("/0/syncStatus").asText()).isEqualTo("PENDING");
    assertThat(Instant.parse(items.at("/0/lastUpdated").asText()).plusMillis(1)).isAfter(before);
    assertThat(items.at("/2/productId").asText()).isEqualTo("p7");
    assertThat(items.at("/2/version").asInt()).isZero();
  }

  @Test
  void shouldAnswerAnOrderWithAllItsFields() throws IOException {
    assertData(
        """
        { order(id: "o1") {
            id orderNumber customerId customer { id customerNumber name } orderDate status
            items { id productId product { name } quantity unitPrice discountPercent }
            totalAmount warehouseId shippedAt shipCity shipCountry comment createdBy createdAt
            version syncStatus } }
        """,
        """
        {"order": {
          "id": "o1", "orderNumber": "N-o1", "customerId": "ALFKI",
          "customer": {"id": "ALFKI", "customerNumber": "K-1", "name": "Alfreds"},
          "orderDate": "2026-11-01T10:00:00.000Z", "status": "CREATED",
          "items": [{"id": "1", "productId": "p1", "product": {"name": "Chai"}, "quantity": 2,
                     "unitPrice": "18.00 EUR", "discountPercent": 0.0}],
          "totalAmount": "36.00 EUR", "warehouseId": null, "shippedAt": null, "shipCity": null,
          "shipCountry": null, "comment": null, "createdBy": null, "createdAt": null,
          "version": 2, "syncStatus": "SYNCED"}}
        """);
  }

  @Test
  void shouldListOrdersNewestFirst() throws IOException {
    assertData("{ localOrders { id } }", "{'localOrders': [{'id':'o2'},{'id':'o1'}]}");
    assertData("{ localOrders(limit: 1, offset: 1) { id } }", "{'localOrders': [{'id':'o1'}]}");
    assertData(
        "{ localOrders(filter: {status: SHIPPED}) { id } }", "{'localOrders': [{'id':'o2'}]}");
    assertData("{ localOrders(filter: {customerId: \"X\"}) { id } }", "{'localOrders': []}");
    assertData(
        "{ localOrders(filter: {fromDate: \"2026-11-01T10:00:00Z\","
            + " toDate: \"2026-11-03T10:00:00Z\"}) { id } }",
        "{'localOrders': [{'id':'o1'}]}");
  }

  @Test
  void shouldKeepPersonalDataOfCustomersAway() {
    // when
    JsonNode fields = desk.data("{ __type(name: \"Customer\") { fields { name } } }");

    // then
    assertThat(fields.at("/__type/fields").findValuesAsText("name"))
        .containsExactlyInAnyOrder("id", "customerNumber", "name");
  }

  @Test
  void shouldTellAboutItself() {
    // when
    JsonNode status =
        desk.data(
                "{ edgeStatus { nodeId location isOnline connectionState offlineMode troubles"
                    + " lastConnected diskUsage memoryUsage cpuUsage version schemaVersion } }")
            .get("edgeStatus");

    // then
    assertThat(status.get("nodeId").asText()).isEqualTo("berlin");
    assertThat(status.get("location").asText()).isEqualTo("Warehouse Berlin");
    assertThat(status.get("isOnline").asBoolean()).isFalse();
    assertThat(status.get("connectionState").asText()).isEqualTo("OFFLINE");
    assertThat(status.get("offlineMode").asBoolean()).isFalse();
    assertThat(status.get("troubles")).isEmpty();
    assertThat(status.get("lastConnected").isNull()).isTrue();
    assertThat(status.get("diskUsage").asDouble()).isBetween(0.0001, 1.0);
    assertThat(status.get("memoryUsage").asDouble()).isBetween(0.0001, 1.0);
    assertThat(status.get("cpuUsage").asDouble()).isBetween(0.0, 1.0);
    assertThat(status.get("version").asText()).isNotEmpty();
    assertThat(status.get("schemaVersion").asText()).matches("[0-9a-f]{12}");
  }

  @Test
  void shouldTellWhatIsUnderWay() throws IOException {
    // given
    desk.node().capture(Draft.update(stock("p1", "w1"), Change.add("quantity", 1)));
    desk.node().capture(Draft.update(stock("p1", "w2"), Change.add("quantity", 1)).withPriority(9));

    // then
    assertData(
        "{ syncStatus { lastSyncTime pendingChanges syncErrors isCurrentlySyncing conflicts } }",
        """
        {"syncStatus": {"lastSyncTime": null, "pendingChanges": 2, "syncErrors": 0,
                        "isCurrentlySyncing": false, "conflicts": 0}}
        """);
    assertData(
        "{ pendingMutations(offset: 1) { entityType entityId status priority } }",
        """
        {"pendingMutations": [{"entityType": "InventoryItem", "entityId": "p1@w2",
                               "status": "PENDING", "priority": 9}]}
        """);
    JsonNode first = desk.data("{ pendingMutations(limit: 1) { id createdAt } }");
    assertThat(first.at("/pendingMutations/0/id").asText())
        .isEqualTo(desk.node().pending(1).getFirst().mutation().id().value());
    assertThat(Instant.parse(first.at("/pendingMutations/0/createdAt").asText()))
        .isAfter(EdgeDesk.SENT);
  }

  @Test
  void shouldRefuseArgumentsOutOfBounds() {
    for (String field :
        List.of(
            "products(limit: 0) { id }",
            "localOrders(offset: 10001) { id }",
            "pendingMutations(limit: 201) { id }")) {
      // when
      JsonNode answer = desk.ask("{ " + field + " }");

      // then
      assertThat(answer.at("/errors/0/extensions/code").asText())
          .as(field)
          .isEqualTo("BAD_USER_INPUT");
    }
  }

  @Test
  void shouldServeItsPages() {
    // when
    HttpResponse<String> ready = desk.get("/health/ready");
    HttpResponse<String> live = desk.get("/health/live");
    HttpResponse<String> graphiQl = desk.get("/graphiql/");
    desk.data("{ edgeStatus { nodeId } }");
    HttpResponse<String> metrics = desk.get("/metrics");

    // then
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(ready.body()).contains("\"store\"", "connection OFFLINE");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(graphiQl.body()).contains("<html");
    assertThat(metrics.body())
        .contains("tributary_edge_graphql_requests_seconds_count{status=\"200\"} 1")
        .contains("tributary_edge_pending{node=\"berlin\"} 0");
  }

  @Test
  void shouldNotBeReadyWhenItCannotTakeChanges(@TempDir Path other) {
    // given: a disk with less free than the node insists on
    assumeThat(other.toFile().getUsableSpace()).isLessThan(1_000_000L << 20);
    try (EdgeDesk full = new EdgeDesk(other, Map.of("edge.store.free.mb", "1000000"))) {
      // when
      HttpResponse<String> ready = full.get("/health/ready");

      // then
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("ROOM");
      assertThat(full.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static EntityKey stock(String product, String warehouse) {
    return new EntityKey("InventoryItem", product + '@' + warehouse);
  }

  private void assertData(String document, String expected) throws IOException {
    assertThat(desk.data(document)).isEqualTo(JSON.readTree(expected.replace('\'', '"')));
  }
}
