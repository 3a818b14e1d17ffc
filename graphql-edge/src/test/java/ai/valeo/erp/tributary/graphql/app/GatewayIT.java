package ai.valeo.erp.tributary.graphql.app;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real edge node and its server, with a centre that comes and goes. */
class GatewayIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private CentreDouble centre;
  private EdgeDesk desk;

  @BeforeEach
  void open() {
    centre = new CentreDouble();
    desk = desk(Map.of());
    awaitFederated();
  }

  @AfterEach
  void close() {
    desk.close();
    centre.close();
  }

  @Test
  void shouldDelegateWhatTheEdgeDoesNotOwn() throws IOException {
    // when
    HttpResponse<String> response =
        ask(
            """
            query Mixed($id: ID!, $n: Int, $with: Boolean = true) {
              _federated
              first: customer(id: $id) { ...Person called: name @include(if: $with) }
              second: customer(id: "c2") { __typename ... on Customer { name @skip(if: $with) id } }
              none: customer(id: "c9") { id }
              localOrders(limit: $n) { id }
              orders { nodes { id orderDate status syncStatus customer { ...Person } } }
              newest { ... on Customer { name } ... on Product { sku } }
            }
            fragment Person on Customer { number: customerNumber }
            """,
            Map.of("id", "c1", "n", 1),
            "Bearer one");

    // then everything came in one request, in the order asked for
    assertThat(response.body())
        .isEqualTo(
            "{\"data\":{\"_federated\":true,"
                + "\"first\":{\"number\":\"N-c1\",\"called\":\"Alfreds\"},"
                + "\"second\":{\"__typename\":\"Customer\",\"id\":\"c2\"},"
                + "\"none\":null,"
                + "\"localOrders\":[{\"id\":\"o2\"}],"
                + "\"orders\":{\"nodes\":[{\"id\":\"o1\","
                + "\"orderDate\":\"2026-11-20T08:00:00.000Z\",\"status\":\"CREATED\","
                + "\"syncStatus\":null,\"customer\":{\"number\":\"N-c1\"}}]},"
                + "\"newest\":{\"name\":\"Berglund\"}}}");
    assertThat(response.headers().firstValue("x-cache")).hasValue("MISS");
    assertThat(centre.asked()).isEqualTo(1);
    var request = centre.requests.get(0);
    assertThat(request.id()).isEqualTo("my-id");
    assertThat(request.caller().authorization()).isEqualTo("Bearer one");
    assertThat(request.operationName()).isNull();
    assertThat(request.query()).doesNotContain("localOrders").doesNotContain("syncStatus");
    assertThat(request.variables()).isEqualTo(Map.of("id", "c1"));
  }

  @Test
  void shouldUseAFreshAnswerWithoutAsking() throws IOException {
    // given
    assertThat(name("customer(id: \"c1\")")).isEqualTo("MISS Alfreds");
    centre.names.put("c1", "Changed");

    // when / then: whatever it is called and however it is written
    assertThat(name("customer(id:\"c1\")")).isEqualTo("HIT Alfreds");
    HttpResponse<String> variable =
        ask("query($i: ID!) { x: customer(id: $i) { name } }", Map.of("i", "c1"), null);
    HttpResponse<String> fresh =
        desk.send(
            post("{ customer(id: \"c1\") { name } }", Map.of())
                .header("cache-control", "no-cache"));
    assertThat(variable.body()).contains("Changed");
    assertThat(fresh.headers().firstValue("x-cache")).hasValue("MISS");
    assertThat(fresh.body()).contains("Changed");
  }

  @Test
  void shouldForgetWhatAPersonNames() throws IOException {
    // given
    name("customer(id: \"c1\")");
    ask("{ product(id: \"p9\") { id name } }", Map.of(), null);

    // when
    String document =
        "mutation($p: [String!]!) { invalidateCache(patterns: $p) { success removed } }";
    JsonNode first = desk.ask(document, Map.of("p", List.of("customer(", "Product:p*")));
    JsonNode again = desk.ask(document, Map.of("p", List.of("customer(", "Product:p*")));
    JsonNode none = desk.ask(document, Map.of("p", List.of("")));

    // then
    assertThat(first.at("/data/invalidateCache/removed").asInt()).isEqualTo(2);
    assertThat(again.at("/data/invalidateCache/removed").asInt()).isZero();
    assertThat(none.at("/data/invalidateCache/success").asBoolean()).isFalse();
    assertThat(name("customer(id: \"c1\")")).isEqualTo("MISS Alfreds");
  }

  @Test
  void shouldAnswerFromTheCacheWhenTheCentreIsAway() throws IOException {
    // given
    name("customer(id: \"c1\")");
    desk.close();
    desk = desk(Map.of("edge.gateway.cache.fresh.seconds", "0"));
    awaitFederated();
    name("customer(id: \"c2\")");
    centre.goAway();

    // when
    HttpResponse<String> both =
        ask("{ customer(id: \"c1\") { name } two: customer(id: \"c2\") { name } }", Map.of(), null);
    JsonNode never = desk.ask("{ customer(id: \"c3\") { name } product(id: \"p1\") { name } }");

    // then what is kept, over a restart too, and what is local
    assertThat(both.body())
        .isEqualTo(
            "{\"data\":{\"customer\":{\"name\":\"Alfreds\"},\"two\":{\"name\":\"Berglund\"}}}");
    assertThat(both.headers().firstValue("x-cache")).hasValue("STALE");
    assertThat(never.at("/data/product/name").asText()).isEqualTo("Chai");
    assertThat(never.at("/data/customer").isNull()).isTrue();
    assertThat(never.at("/errors/0/extensions/code").asText()).isEqualTo("OFFLINE");
    assertThat(never.at("/errors/0/path/0").asText()).isEqualTo("customer");
    assertThat(never.get("errors")).hasSize(1);
  }

  @Test
  void shouldNotUseTheNetworkInOfflineMode() throws IOException {
    // given
    desk.node().setOfflineMode(true);

    // when
    JsonNode answer = desk.ask("{ customer(id: \"c1\") { name } }");

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("OFFLINE");
    assertThat(centre.requests).isEmpty();
  }

  @Test
  void shouldNeverGiveOneCallerWhatAnotherGot() throws IOException {
    // given
    String document = "{ customer(id: \"c1\") { name } }";
    ask(document, Map.of(), "Bearer one");

    // when
    HttpResponse<String> two = ask(document, Map.of(), "Bearer two");
    HttpResponse<String> nobody = ask(document, Map.of(), null);
    centre.goAway();
    HttpResponse<String> one = ask(document, Map.of(), "Bearer one");
    HttpResponse<String> three = ask(document, Map.of(), "Bearer three");

    // then
    assertThat(two.headers().firstValue("x-cache")).hasValue("MISS");
    assertThat(nobody.headers().firstValue("x-cache")).hasValue("MISS");
    assertThat(one.headers().firstValue("x-cache")).hasValue("HIT");
    assertThat(three.body()).contains("OFFLINE");
  }

  @Test
  void shouldAskAnewAfterAChange() throws IOException {
    // given
    String document = "{ product(id: \"p9\") { id name price category { id } } }";
    assertThat(ask(document, Map.of(), null).body())
        .isEqualTo(
            "{\"data\":{\"product\":{\"id\":\"p9\",\"name\":\"Zimt\",\"price\":\"4.50 EUR\","
                + "\"category\":{\"id\":\"c1\"}}}}");
    name("customer(id: \"c2\")");

    // when
    desk.node()
        .capture(
            Draft.update(
                EntityKey.parse("ProductCategory:c1"), Change.set("name", Value.of("Neu"))));

    // then what was made of it is not fresh any more, and still there without the centre
    patiently()
        .untilAsserted(() ->
            assertThat(ask(document, Map.of(), null).headers().firstValue("x-cache"))
                .hasValue("MISS"));
    assertThat(name("customer(id: \"c2\")")).isEqualTo("HIT Berglund");
    centre.goAway();
    assertThat(ask(document, Map.of(), null).body()).contains("Zimt");
  }

  @Test
  void shouldAskTheCentreForAProductThatIsNotHere() {
    // when
    JsonNode found =
        desk.ask("{ product(id: \"p9\") { name } here: product(id: \"p1\") { name } }");
    JsonNode nowhere = desk.ask("{ product(id: \"p8\") { name } }");
    centre.goAway();
    JsonNode kept = desk.ask("{ product(id: \"p9\") { name } }");
    JsonNode lost = desk.ask("{ product(id: \"p7\") { name } }");

    // then
    assertThat(found.at("/data/product/name").asText()).isEqualTo("Zimt");
    assertThat(found.at("/data/here/name").asText()).isEqualTo("Chai");
    assertThat(centre.requests.get(0).query()).doesNotContain("p1");
    assertThat(nowhere.at("/data/product").isNull()).isTrue();
    assertThat(nowhere.has("errors")).isFalse();
    assertThat(kept.at("/data/product/name").asText()).isEqualTo("Zimt");
    assertThat(lost.at("/errors/0/message").asText())
        .isEqualTo("Produkt p7 nicht im Offline-Cache verfügbar");
    assertThat(lost.at("/errors/0/extensions/code").asText()).isEqualTo("OFFLINE");
  }

  @Test
  void shouldMapErrorsOfTheCentre() {
    // when
    JsonNode answer = desk.ask("{ c: conflict(id: \"1\") { id } customer(id: \"c1\") { name } }");

    // then
    assertThat(answer.at("/data/customer/name").asText()).isEqualTo("Alfreds");
    assertThat(answer.at("/data/c").isNull()).isTrue();
    assertThat(answer.get("errors")).hasSize(1);
    assertThat(answer.at("/errors/0/path/0").asText()).isEqualTo("c");
    assertThat(answer.at("/errors/0/message").asText()).isEqualTo("not so");
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("BAD_USER_INPUT");
    assertThat(answer.at("/errors/0").has("locations")).isFalse();
  }

  @Test
  void shouldSayWhenTheCentreGivesNothing() {
    // when a field of the centre that must not be null takes its neighbours with it
    JsonNode answer = desk.ask("{ nothing customer(id: \"c1\") { name } localWarehouses }");

    // then
    assertThat(answer.at("/data/localWarehouses")).hasSize(2);
    assertThat(answer.at("/data/customer").isNull()).isTrue();
    assertThat(answer.get("errors").size()).isPositive();
  }

  @Test
  void shouldDelegateMutationsOnceAndOnlyOnline() {
    // given
    String document =
        "mutation { a: rename(id: \"c1\", name: \"One\") { name }"
            + " b: rename(id: \"c1\", name: \"Two\") { name } }";

    // when
    JsonNode online = desk.ask(document);
    long asked = centre.asked();
    desk.ask(document);
    long askedAgain = centre.asked();
    centre.goAway();
    JsonNode offline = desk.ask(document);

    // then
    assertThat(online.at("/data/a/name").asText()).isEqualTo("One");
    assertThat(online.at("/data/b/name").asText()).isEqualTo("Two");
    assertThat(asked).isEqualTo(2);
    assertThat(askedAgain).isEqualTo(4);
    // a connection that is still kept may break only while it is used: nothing is known then
    assertThat(offline.at("/errors/0/extensions/code").asText()).isIn("OFFLINE", "CENTRE_FAILED");
    assertThat(offline.get("data").isNull()).isTrue();
  }

  @Test
  void shouldNotCallAMutationOfflineThatMayHaveBeenDone() {
    // given
    desk.close();
    desk = desk(Map.of("edge.gateway.timeout.ms", "3000"));
    awaitFederated();

    // when
    JsonNode answer = desk.ask("mutation { rename(id: \"c1\", name: \"slow\") { name } }");

    // then
    assertThat(centre.asked()).isEqualTo(1);
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("CENTRE_FAILED");
    assertThat(answer.at("/errors/0/message").asText()).contains("may or may not");
  }

  @Test
  void shouldGiveUpOnASlowCentre() {
    // given
    desk.close();
    desk = desk(Map.of("edge.gateway.timeout.ms", "3000"));
    awaitFederated();

    // when
    JsonNode answer = desk.ask("{ slow localWarehouses }");

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText()).isEqualTo("OFFLINE");
    assertThat(answer.at("/data/localWarehouses")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ customer(id: \"1\") { ...A } } fragment A on Customer { ...B } fragment B on Customer { ...A }",
        "{ customer(id: \"1\") { nothing } }",
        "query($id: Int!) { customer(id: $id) { name } }",
        "{ orders { nodes { customer { id } ...O } } } fragment O on Nope { id }",
      })
  void shouldNotEvenSendWhatIsInvalid(String document) {
    // when
    JsonNode answer = desk.ask(document);

    // then
    assertThat(answer.at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
    assertThat(centre.requests).isEmpty();
  }

  @Test
  void shouldTakeANewerSchemaAndKeepItOverARestart() {
    // given
    desk.close();
    desk = desk(Map.of("edge.gateway.schema.interval.seconds", "1"));
    awaitFederated();

    // when
    centre.serve(CentreDouble.with(CentralSchema.sdl()) + "extend type Query { added: Int }");

    // then
    patiently().untilAsserted(() -> assertThat(desk.ask("{ added }").has("errors")).isFalse());
    centre.goAway();
    desk.restart();
    JsonNode restarted = desk.ask("{ _federated added }");
    assertThat(restarted.at("/data/_federated").asBoolean()).isTrue();
    assertThat(restarted.has("errors")).isFalse();
    assertThat(restarted.get("data").has("added")).isTrue();
  }

  @Test
  void shouldTakeANewerSchemaAtOnceWhenAnAnswerTellsOfIt() throws IOException {
    // given an interval that is far longer than this test
    name("customer(id: \"c1\")");

    // when
    centre.serve(CentreDouble.with(CentralSchema.sdl()) + "extend type Query { added: Int }");
    patiently().untilAsserted(() -> assertThat(name("customer(id: \"c2\")")).endsWith("Berglund"));

    // then
    patiently().untilAsserted(() -> assertThat(desk.ask("{ added }").has("errors")).isFalse());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: String!|name: [String!]!",
        "product(\"Identity of the product.\" id: ID!): Product|goods: Product",
        "enum OrderStatus|type OrderStatus { a: Int } enum Other",
        "type Query|kind Query",
      })
  void shouldRefuseASchemaThatDoesNotFitAndKeepTheLast(String change) throws IOException {
    // given
    desk.close();
    desk = desk(Map.of("edge.gateway.schema.interval.seconds", "1"));
    awaitFederated();
    String[] parts = change.split("\\|", -1);
    String broken = CentralSchema.sdl().replace(parts[0], parts[1]);
    assertThat(broken).isNotEqualTo(CentralSchema.sdl());

    // when
    centre.serveText(broken);

    // then
    patiently()
        .untilAsserted(() ->
            assertThat(desk.get("/health/ready").body()).contains("gateway").contains("refused"));
    centre.serve(CentreDouble.with(CentralSchema.sdl()));
    patiently()
        .untilAsserted(() ->
            assertThat(
                    desk.ask("{ slow: newest { __typename } }")
                        .at("/data/slow/__typename")
                        .asText())
                .isEqualTo("Customer"));
    assertThat(desk.get("/metrics").body())
        .contains("tributary_edge_gateway_schema_checks_total{result=\"refused\"}");
  }

  @Test
  void shouldServeTheLocalSchemaUntilTheCentreIsKnown() {
    // given
    desk.close();
    centre.goAway();
    desk = desk(folder.resolve("fresh"), Map.of("edge.gateway.schema.interval.seconds", "1"));

    // when
    JsonNode local = desk.ask("{ _federated localWarehouses }");
    JsonNode unknown = desk.ask("{ customer(id: \"c1\") { name } }");
    centre.comeBack();

    // then
    assertThat(local.at("/data/_federated").asBoolean()).isFalse();
    assertThat(unknown.at("/errors/0/extensions/code").asText())
        .isEqualTo("GRAPHQL_VALIDATION_FAILED");
    awaitFederated();
  }

  private EdgeDesk desk(Map<String, String> more) {
    return desk(folder, more);
  }

  private EdgeDesk desk(Path where, Map<String, String> more) {
    var given = new HashMap<>(more);
    given.put("edge.centre.url", centre.url());
    return new EdgeDesk(where, given);
  }

  private void awaitFederated() {
    patiently().until(() -> desk.ask("{ _federated }").at("/data/_federated").asBoolean());
  }

  private String name(String field) throws IOException {
    HttpResponse<String> response = ask("{ it: " + field + " { name } }", Map.of(), null);
    return response.headers().firstValue("x-cache").orElse("")
        + " "
        + JSON.readTree(response.body()).at("/data/it/name").asText();
  }

  private HttpResponse<String> ask(String document, Map<String, ?> variables, String token)
      throws IOException {
    HttpRequest.Builder request = post(document, variables);
    return desk.send(token == null ? request : request.header("authorization", token));
  }

  private HttpRequest.Builder post(String document, Map<String, ?> variables) throws IOException {
    return HttpRequest.newBuilder(desk.uri("/graphql"))
        .header("content-type", "application/json")
        .header("x-request-id", "my-id")
        .POST(
            BodyPublishers.ofString(
                JSON.writeValueAsString(Map.of("query", document, "variables", variables))));
  }
}
