package ai.valeo.erp.tributary.graphql.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.http.GraphBench;
import ai.valeo.erp.tributary.graphql.view.Records;
import ai.valeo.erp.tributary.graphql.view.Trail;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralQueriesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long DAY_MS = 86_400_000L;
  private static final Map<String, String> ORIGIN =
      Map.of(
          Headers.QUARANTINE_REASON, "UNDECODABLE",
          Headers.QUARANTINE_MESSAGE, "no framing",
          Headers.ORIGIN_TOPIC, "tributary.mutations.v1",
          Headers.ORIGIN_PARTITION, "3",
          Headers.ORIGIN_OFFSET, "99",
          Headers.ORIGIN_TIMESTAMP, "5000");

  @TempDir static Path stateDir;
  private static GraphBench bench;

  @BeforeAll
  static void fill() {
    bench = new GraphBench(stateDir);
    category();
    product("p1", "Chai", "18.00", 5);
    product("p2", "Chang", "19.5", 0);
    bench.views.put(
        "Customer", "c1", 1, Map.of("name", Value.of("Alfreds"), "city", Value.of("Berlin")));
    order("o1", 1, "CREATED");
    order("o2", 2, "SHIPPED");
    bench.views.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, 5_000));
    bench.views.put(Records.outcome("m2", "berlin", OutcomeState.FAILED, 6_000));
    bench.views.put(Records.conflict("m2", "p1", ConflictState.OPEN, 6_000));
    long nowMs = bench.views.nowMs.get();
    bench.views.put(Records.edgeNode("berlin", ConnectionState.ONLINE, nowMs - 1_000));
    bench.views.put(Records.edgeNode("paris", ConnectionState.ONLINE, nowMs - 31_000));
    bench.views.put(Records.edgeNode("rome", ConnectionState.OFFLINE, nowMs - 1_000));
    Trail trail = new Trail(bench.views, "Customer", "c1");
    trail.applied(Operation.CREATE, 1_000, Trail.set("email", null, Value.of("a@example.com")));
    trail.applied(
        Operation.UPDATE, 2_000, Trail.set("email", Value.of("a@example.com"), Value.of("b@c.de")));
    bench.views.quarantine(null, new byte[] {9}, ORIGIN);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  private static void category() {
    bench.views.put("ProductCategory", "k1", 1, Map.of("name", Value.of("Beverages")));
  }

  private static void product(String id, String name, String price, long pieces) {
    var attributes = new TreeMap<String, Value>();
    attributes.put("name", Value.of(name));
    attributes.put("categoryId", Value.of("k1"));
    attributes.put("price", Value.of(new BigDecimal(price).setScale(4)));
    attributes.put("tags", Value.of(List.of(Value.of("drink"), Value.of("tea"))));
    attributes.put(
        "attributes",
        Value.of(
            List.of(
                Value.of(
                    Map.of(
                        "name", Value.of("volume"),
                        "value", Value.of("0.5"),
                        "unit", Value.of("l"))))));
    bench.views.put("Product", id, 3, attributes);
    bench.views.put(
        "InventoryItem",
        id + "@w1",
        2,
        Map.of(
            "productId", Value.of(id),
            "warehouseId", Value.of("w1"),
            "quantity", Value.of(pieces)));
  }

  private static void order(String id, long day, String status) {
    var attributes = new TreeMap<String, Value>();
    attributes.put("orderNumber", Value.of("N-" + id));
    attributes.put("customerId", Value.of("c1"));
    attributes.put("orderDate", Value.of(day * DAY_MS));
    attributes.put("status", Value.of(status));
    attributes.put("totalAmount", Value.of(new BigDecimal("36.1250")));
    attributes.put(
        "items",
        Value.of(
            List.of(line("1", "p1", "18.0000", "0.0000"), line("2", "gone", "0.1250", "12.5000"))));
    bench.views.put("Order", id, 1, attributes);
  }

  private static Value line(String id, String product, String price, String discount) {
    return Value.of(
        Map.of(
            "id", Value.of(id),
            "productId", Value.of(product),
            "quantity", Value.of(2),
            "unitPrice", Value.of(new BigDecimal(price)),
            "discountPercent", Value.of(new BigDecimal(discount))));
  }

  @Test
  void shouldAnswerAProductWithItsCategory() throws IOException {
    assertAnswer(
        """
        { product(id: "p1") {
            id name sku price tags discontinued version category { id name parentId }
            attributes { name value unit } images { url } } }
        """,
        """
        {"data": {"product": {
          "id": "p1", "name": "Chai", "sku": null, "price": "18.00 EUR", "tags": ["drink", "tea"],
          "discontinued": false, "version": 3,
          "category": {"id": "k1", "name": "Beverages", "parentId": null},
          "attributes": [{"name": "volume", "value": "0.5", "unit": "l"}], "images": []}}}
        """);
  }

  @Test
  void shouldReadNoMoreProductsThanAskedFor() throws IOException {
    assertAnswer(
        "{ products(limit: 1, offset: 1) { id } }",
        "{\"data\": {\"products\": [{\"id\": \"p2\"}]}}");
    assertThat(bench.views.lastHint()).isEqualTo(2);
  }

  @Test
  void shouldFilterProducts() throws IOException {
    assertAnswer(
        """
        { all: products { id }
          one: products(limit: 1, offset: 1) { id }
          inStock: products(filter: {inStock: true}) { id }
          empty: products(filter: {categoryId: "k1", inStock: false}) { id }
          none: products(filter: {categoryId: "k2"}) { id } }
        """,
        """
        {"data": {"all": [{"id": "p1"}, {"id": "p2"}], "one": [{"id": "p2"}],
          "inStock": [{"id": "p1"}], "empty": [{"id": "p2"}], "none": []}}
        """);
  }

  @Test
  void shouldAnswerStockByProductAndWarehouse() throws IOException {
    assertAnswer(
        """
        { byProduct: inventory(productId: "p1") { nodes {
            id quantity reservedQuantity lastUpdated version product { name } } }
          both: inventory(productId: "p1", warehouseId: "w2") { nodes { id } }
          byWarehouse: inventory(warehouseId: "w1") { nodes { id } pageInfo { hasNextPage } }
          all: inventory { nodes { id } } }
        """,
        """
        {"data": {
          "byProduct": {"nodes": [{"id": "p1@w1", "quantity": 5, "reservedQuantity": 0,
            "lastUpdated": "1970-01-01T00:00:02.000Z", "version": 2,
            "product": {"name": "Chai"}}]},
          "both": {"nodes": []},
          "byWarehouse": {"nodes": [{"id": "p1@w1"}, {"id": "p2@w1"}],
            "pageInfo": {"hasNextPage": false}},
          "all": {"nodes": [{"id": "p1@w1"}, {"id": "p2@w1"}]}}}
        """);
  }

  @Test
  void shouldAnswerAnOrderWithItsLinesAndCustomer() throws IOException {
    assertAnswer(
        """
        { order(id: "o1") {
            orderNumber orderDate status totalAmount customer { name city }
            items { id productId product { name } quantity unitPrice discountPercent } } }
        """,
        """
        {"data": {"order": {
          "orderNumber": "N-o1", "orderDate": "1970-01-02T00:00:00.000Z", "status": "CREATED",
          "totalAmount": "36.125 EUR", "customer": {"name": "Alfreds", "city": "Berlin"},
          "items": [
            {"id": "1", "productId": "p1", "product": {"name": "Chai"}, "quantity": 2,
             "unitPrice": "18.00 EUR", "discountPercent": 0.0},
            {"id": "2", "productId": "gone", "product": null, "quantity": 2,
             "unitPrice": "0.125 EUR", "discountPercent": 12.5}]}}}
        """);
  }

  @Test
  void shouldFilterOrders() throws IOException {
    assertAnswer(
        """
        query($from: DateTime) {
          all: orders { nodes { id } }
          byStatus: orders(filter: {status: SHIPPED}) { nodes { id } }
          late: orders(filter: {fromDate: $from, customerId: "c1"}) { nodes { id } }
          early: orders(filter: {toDate: "1970-01-03T01:00:00+01:00"}) { nodes { id } } }
        """,
        Map.of("from", "1970-01-03T00:00:00Z"),
        """
        {"data": {"all": {"nodes": [{"id": "o2"}, {"id": "o1"}]},
          "byStatus": {"nodes": [{"id": "o2"}]}, "late": {"nodes": [{"id": "o2"}]},
          "early": {"nodes": [{"id": "o1"}]}}}
        """);
  }

  @Test
  void shouldGoOnFromACursor() {
    // given
    String page =
        "query($after: String) { orders(first: 1, after: $after) { nodes { id }"
            + " pageInfo { hasNextPage endCursor } } }";

    // when
    JsonNode first = bench.ask(page).at("/data/orders");
    JsonNode second =
        bench
            .ask(page, Map.of("after", first.at("/pageInfo/endCursor").asText()))
            .at("/data/orders");

    // then
    assertThat(first.at("/nodes/0/id").asText()).isEqualTo("o2");
    assertThat(first.at("/pageInfo/hasNextPage").asBoolean()).isTrue();
    assertThat(second.at("/nodes/0/id").asText()).isEqualTo("o1");
    assertThat(second.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  @Test
  void shouldAnswerAnEntityOfAnyTypeWithItsStamp() throws IOException {
    assertAnswer(
        """
        { entity(type: "InventoryItem", id: "p1@w1") {
            type id version attributes
            stamp { version changedAt counter mutationId mutation { status } } }
          order: entity(type: "Order", id: "o1") { attributes }
          none: entity(type: "Order", id: "o9") { id } }
        """,
        """
        {"data": {
          "entity": {"type": "InventoryItem", "id": "p1@w1", "version": 2,
            "attributes": {"productId": "p1", "quantity": 5, "reservedQuantity": 0,
              "warehouseId": "w1"},
            "stamp": {"version": 2, "changedAt": "1970-01-01T00:00:02.000Z", "counter": 0,
              "mutationId": "m2", "mutation": {"status": "FAILED"}}},
          "order": {"attributes": {"currency": "EUR", "customerId": "c1",
            "items": [
              {"discountPercent": "0.0000", "id": "1", "productId": "p1", "quantity": 2,
               "unitPrice": "18.0000"},
              {"discountPercent": "12.5000", "id": "2", "productId": "gone", "quantity": 2,
               "unitPrice": "0.1250"}],
            "orderDate": "1970-01-02T00:00:00.000Z", "orderNumber": "N-o1", "status": "CREATED",
            "totalAmount": "36.1250"}},
          "none": null}}
        """);
  }

  @Test
  void shouldAnswerAMutationWithItsDecisionsAndConflict() throws IOException {
    assertAnswer(
        """
        { mutation(id: "m2") {
            id edgeNodeId edgeNode { online } sequence entityType entityId status reason message
            resultVersion batchId policyVersion decidedAt conflict { id status }
            decisions { attribute result strategy strategyName concurrent lost note
              against { version changedAt counter edgeNodeId mutationId priority } } }
          none: mutation(id: "m9") { id } }
        """,
        """
        {"data": {"mutation": {
          "id": "m2", "edgeNodeId": "berlin", "edgeNode": {"online": true}, "sequence": 7,
          "entityType": "InventoryItem", "entityId": "p1@w1", "status": "FAILED",
          "reason": "INVARIANT", "message": "quantity would be -1", "resultVersion": 3,
          "batchId": "0-12", "policyVersion": 1, "decidedAt": "1970-01-01T00:00:06.000Z",
          "conflict": {"id": "m2:0", "status": "OPEN"},
          "decisions": [{"attribute": "quantity", "result": "ADDED", "strategy": "COUNTER",
            "strategyName": "counter", "concurrent": true, "lost": null, "note": "clock ahead",
            "against": {"version": 2, "changedAt": "1970-01-01T00:00:01.000Z", "counter": 1,
              "edgeNodeId": "paris", "mutationId": "m2", "priority": 8}}]},
          "none": null}}
        """);
  }

  @Test
  void shouldListTheMutationsOfANode() throws IOException {
    assertAnswer(
        """
        { all: mutations(filter: {edgeNodeId: "berlin"}) { nodes { id } }
          failed: mutations(filter: {edgeNodeId: "berlin", status: FAILED}) { nodes { id } }
          none: mutations(filter: {edgeNodeId: "oslo"}) { nodes { id } pageInfo { endCursor } } }
        """,
        """
        {"data": {"all": {"nodes": [{"id": "m2"}, {"id": "m1"}]},
          "failed": {"nodes": [{"id": "m2"}]},
          "none": {"nodes": [], "pageInfo": {"endCursor": null}}}}
        """);
  }

  @Test
  void shouldAnswerConflictsWithBothSides() throws IOException {
    assertAnswer(
        """
        { conflict(id: "m2:0") {
            entityType entityId type status mutationId mutation { reason } edgeNodeId version
            detectedAt resolvedBy reason batchId policyVersion
            contenders { attribute strategy present offered offeredOperator result winners
              presentStamp { edgeNodeId } } }
          open: conflicts(filter: {status: OPEN}) { nodes { id } }
          over: conflicts(filter: {status: RESOLVED}) { nodes { id } } }
        """,
        """
        {"data": {"conflict": {
          "entityType": "Product", "entityId": "p1", "type": "CONCURRENT_UPDATE",
          "status": "OPEN", "mutationId": "m2", "mutation": {"reason": "INVARIANT"},
          "edgeNodeId": "berlin", "version": 3, "detectedAt": "1970-01-01T00:00:06.000Z",
          "resolvedBy": null, "reason": null, "batchId": "0-12", "policyVersion": 1,
          "contenders": [{"attribute": "supplierId", "strategy": "MANUAL", "present": "s1",
            "offered": "s2", "offeredOperator": "SET", "result": "s1", "winners": ["m2"],
            "presentStamp": {"edgeNodeId": "paris"}}]},
          "open": {"nodes": [{"id": "m2:0"}]}, "over": {"nodes": []}}}
        """);
  }

  @Test
  void shouldTellWhichNodesAreOnline() throws IOException {
    assertAnswer(
        """
        { edgeNodes { id online connectionState }
          edgeNode(id: "berlin") { location lastSeen version schemaVersion pendingMutations
            failedMutations conflicts lastSequence cpuLoad memoryUsedBytes diskFreeBytes }
          none: edgeNode(id: "oslo") { id } }
        """,
        """
        {"data": {
          "edgeNodes": [
            {"id": "berlin", "online": true, "connectionState": "ONLINE"},
            {"id": "paris", "online": false, "connectionState": "ONLINE"},
            {"id": "rome", "online": false, "connectionState": "OFFLINE"}],
          "edgeNode": {"location": "Berlin, hall 2", "lastSeen": "2023-11-14T22:13:19.000Z",
            "version": "0.1.0", "schemaVersion": null, "pendingMutations": 4,
            "failedMutations": 1, "conflicts": 2, "lastSequence": 99, "cpuLoad": 0.25,
            "memoryUsedBytes": 1000, "diskFreeBytes": 5000000000},
          "none": null}}
        """);
  }

  @Test
  void shouldSumUpTheAggregator() throws IOException {
    assertAnswer(
        """
        { aggregatorStatus { queueDepth appliedTotal failedTotal conflictTotal conflictsDetected
            conflictRate openConflicts readLag quarantined latency { p50 p99 max } } }
        """,
        """
        {"data": {"aggregatorStatus": {"queueDepth": 12, "appliedTotal": 1, "failedTotal": 1,
          "conflictTotal": 0, "conflictsDetected": 1, "conflictRate": 0.5, "openConflicts": 1,
          "readLag": null, "quarantined": 1, "latency": {"p50": 0.0, "p99": 0.0, "max": 0.0}}}}
        """);
  }

  @Test
  void shouldFindAndSort() throws IOException {
    assertAnswer(
        """
        { found: products(filter: {search: "CHA", maxPrice: "18.5"}) { id }
          dear: productsConnection(orderBy: PRICE_DESC, first: 1) { nodes { id }
            pageInfo { hasNextPage } }
          low: inventory(warehouseId: "w1", orderBy: QUANTITY_DESC, filter: {maxQuantity: 9}) {
            nodes { id } }
          old: orders(orderBy: DATE_ASC, filter: {minTotal: "36"}) { nodes { id } }
          customers(filter: {search: "alf"}, orderBy: NAME_ASC) { nodes { id } }
          productCategories(topLevel: true) { nodes { id } }
          productCategory(id: "k1") { name } }
        """,
        """
        {"data": {"found": [{"id": "p1"}],
          "dear": {"nodes": [{"id": "p2"}], "pageInfo": {"hasNextPage": true}},
          "low": {"nodes": [{"id": "p1@w1"}, {"id": "p2@w1"}]},
          "old": {"nodes": [{"id": "o1"}, {"id": "o2"}]},
          "customers": {"nodes": [{"id": "c1"}]},
          "productCategories": {"nodes": [{"id": "k1"}]},
          "productCategory": {"name": "Beverages"}}}
        """);
  }

  @Test
  void shouldRefuseAnOrderItCannotGive() {
    // when
    JsonNode answer = bench.ask("{ inventory(orderBy: QUANTITY_ASC) { nodes { id } } }");

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
  }

  @Test
  void shouldListMutationsAndConflictsByAnything() throws IOException {
    assertAnswer(
        """
        { all: mutations { nodes { id } totalCount }
          failed: mutations(filter: {reason: "INVARIANT", entityType: "InventoryItem"}) {
            nodes { id } totalCount }
          late: mutations(filter: {fromDate: "1970-01-01T00:00:07Z"}) { nodes { id } }
          conflicts(filter: {edgeNodeId: "paris", strategy: MANUAL, type: CONCURRENT_UPDATE}) {
            nodes { id ruling { id } } totalCount } }
        """,
        """
        {"data": {"all": {"nodes": [{"id": "m2"}, {"id": "m1"}], "totalCount": 2},
          "failed": {"nodes": [{"id": "m2"}], "totalCount": 1}, "late": {"nodes": []},
          "conflicts": {"nodes": [{"id": "m2:0", "ruling": null}], "totalCount": 1}}}
        """);
  }

  @Test
  void shouldShowHistoryAndEarlierStates() throws IOException {
    assertAnswer(
        """
        { history(type: "Customer", id: "c1") {
            nodes { id number timestamp actor userReason edgeNodeId mutationId action status version
              verified changes { attribute before after decision { result strategy } } }
            chain { verified entries oldestKept brokenAt } }
          auditTrail(filter: {actor: "otto"}) { nodes { id } chain { verified } }
          then: entity(type: "Customer", id: "c1", asOf: "1970-01-01T00:00:01.500Z") {
            version attributes stamp { changedAt mutationId } }
          first: entity(type: "Customer", id: "c1", version: 1) { attributes }
          never: entity(type: "Customer", id: "c1", asOf: "1970-01-01T00:00:00Z") { version } }
        """,
        """
        {"data": {"history": {"nodes": [
            {"id": "Customer:c1#1.2", "number": 2, "timestamp": "1970-01-01T00:00:02.000Z",
             "actor": "otto", "userReason": "because 2", "edgeNodeId": "paris",
             "mutationId": "m2", "action": "UPDATE", "status": "APPLIED", "version": 2,
             "verified": true, "changes": [{"attribute": "email", "before": "a@example.com",
               "after": "b@c.de", "decision": {"result": "SET", "strategy": "LAST_WRITER"}}]},
            {"id": "Customer:c1#1.1", "number": 1, "timestamp": "1970-01-01T00:00:01.000Z",
             "actor": "otto", "userReason": "because 1", "edgeNodeId": "berlin",
             "mutationId": "m1", "action": "CREATE", "status": "APPLIED", "version": 1,
             "verified": true, "changes": [{"attribute": "email", "before": null,
               "after": "a@example.com", "decision": {"result": "SET",
                 "strategy": "LAST_WRITER"}}]}],
            "chain": {"verified": true, "entries": 2, "oldestKept": 1, "brokenAt": null}},
          "auditTrail": {"nodes": [{"id": "Customer:c1#1.2"}, {"id": "Customer:c1#1.1"}],
            "chain": null},
          "then": {"version": 1, "attributes": {"email": "a@example.com"},
            "stamp": {"changedAt": "1970-01-01T00:00:01.000Z", "mutationId": "m1"}},
          "first": {"attributes": {"email": "a@example.com"}}, "never": null}}
        """);
  }

  @Test
  void shouldShowWhatWasSetAside() throws IOException {
    assertAnswer(
        """
        { quarantined { nodes { id state reason message receivedAt originTopic originPartition
            originOffset key sizeBytes preview { mutationId } ruling { actor } } }
          quarantinedRecord(id: "3-99") { reason }
          released: quarantined(filter: {state: RELEASED}) { nodes { id } } }
        """,
        """
        {"data": {"quarantined": {"nodes": [{"id": "3-99", "state": "WAITING",
            "reason": "UNDECODABLE", "message": "no framing",
            "receivedAt": "1970-01-01T00:00:05.000Z", "originTopic": "tributary.mutations.v1",
            "originPartition": 3, "originOffset": 99, "key": null, "sizeBytes": 1,
            "preview": null, "ruling": null}]},
          "quarantinedRecord": {"reason": "UNDECODABLE"}, "released": {"nodes": []}}}
        """);
  }

  @Test
  void shouldCountAnswersAndWhatWaitsAtTheNodes() throws IOException {
    assertAnswer(
        """
        { statistics(by: EDGE_NODE) { key total applied failed conflictRate }
          edgeSummary { nodes online pendingMutations pendingByAge { upToSeconds nodes } }
          edgeNode(id: "berlin") { name incarnation floor storeId oldestPendingAt remotes { remote } } }
        """,
        """
        {"data": {"statistics": [{"key": "berlin", "total": 2, "applied": 1, "failed": 1,
            "conflictRate": 1.0}],
          "edgeSummary": {"nodes": 3, "online": 1, "pendingMutations": 12, "pendingByAge": [
            {"upToSeconds": 60, "nodes": 0}, {"upToSeconds": 900, "nodes": 0},
            {"upToSeconds": 3600, "nodes": 0}, {"upToSeconds": 86400, "nodes": 0},
            {"upToSeconds": null, "nodes": 0}]},
          "edgeNode": {"name": "berlin", "incarnation": 1, "floor": 95, "storeId": null,
            "oldestPendingAt": null, "remotes": []}}}
        """);
  }

  private static void assertAnswer(String query, String expected) throws IOException {
    assertAnswer(query, Map.of(), expected);
  }

  private static void assertAnswer(String query, Map<String, ?> variables, String expected)
      throws IOException {
    assertThat(bench.ask(query, variables).toPrettyString())
        .isEqualTo(JSON.readTree(expected).toPrettyString());
  }
}
