package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.security.TestIssuer;
import ai.valeo.erp.tributary.graphql.view.Records;
import ai.valeo.erp.tributary.graphql.view.Trail;
import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What roles and warehouses make of the centre's data. */
class SecuredCentreTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path stateDir;

  private static TestIssuer issuer;
  private static GraphBench bench;

  @BeforeAll
  static void fill() {
    issuer = new TestIssuer();
    bench = new GraphBench(stateDir, QueryLimits.standard(), 100, issuer.settings());
    for (String warehouse : List.of("w1", "w2")) {
      bench.views.put(
          "InventoryItem",
          "p1@" + warehouse,
          1,
          Map.of("productId", Value.of("p1"), "warehouseId", Value.of(warehouse)));
      bench.views.put(
          "Order",
          "o-" + warehouse,
          1,
          Map.of(
              "orderNumber", Value.of("N"),
              "status", Value.of("CREATED"),
              "customerId", Value.of("c1"),
              "orderDate", Value.of(1L),
              "warehouseId", Value.of(warehouse)));
    }
    bench.views.put(
        "Order",
        "o-none",
        1,
        Map.of(
            "orderNumber", Value.of("N"),
            "status", Value.of("CREATED"),
            "orderDate", Value.of(1L)));
    bench.views.put(
        "Customer", "c1", 1, Map.of("name", Value.of("Alfreds"), "email", Value.of("a@b.test")));
    for (String order : List.of("o-w1", "o-w2")) {
      new Trail(bench.views, "Order", order)
          .applied(Operation.CREATE, 1_000, Trail.set("status", null, Value.of("CREATED")));
    }
    bench.views.put(Records.outcome("m1", "berlin", OutcomeState.APPLIED, 5_000));
  }

  @AfterAll
  static void close() {
    bench.close();
    issuer.close();
    CLIENT.close();
  }

  private static JsonNode ask(String query, String role, String... warehouses) {
    String token =
        issuer.token(claims -> {
          claims.claim("roles", List.of(role));
          if (warehouses.length > 0) {
            claims.claim("warehouses", List.of(warehouses));
          }
        });
    var body = JSON.createObjectNode().put("query", query);
    body.putObject("variables")
        .put("type", "Order")
        .put("id", "o-w1")
        .put("attribute", "status")
        .put("status", "OPEN")
        .put("state", "WAITING")
        .putArray("keys")
        .add(JSON.createObjectNode().put("__typename", "Order").put("id", "o-w2"))
        .add(JSON.createObjectNode().put("__typename", "Order").put("id", "o-w1"))
        .add(JSON.createObjectNode().put("__typename", "EdgeNode").put("id", "berlin"));
    try {
      HttpRequest request =
          HttpRequest.newBuilder(bench.uri("/graphql"))
              .header("content-type", "application/json")
              .header("authorization", "Bearer " + token)
              .POST(BodyPublishers.ofString(body.toString()))
              .build();
      return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldShowOnlyWhatBelongsToTheCallersWarehouses() {
    // when
    JsonNode answer =
        ask(
            "{ inventory { nodes { id } } orders { nodes { id } } own: order(id: \"o-w1\") { id }"
                + " other: order(id: \"o-w2\") { id } none: order(id: \"o-none\") { id } }",
            "CLERK",
            "w1");

    // then
    assertThat(answer.path("errors").toString()).isEmpty();
    assertThat(answer.path("data").toString())
        .isEqualTo(
            "{\"inventory\":{\"nodes\":[{\"id\":\"p1@w1\"}]},"
                + "\"orders\":{\"nodes\":[{\"id\":\"o-w1\"}]},"
                + "\"own\":{\"id\":\"o-w1\"},\"other\":null,\"none\":null}");
  }

  @Test
  void shouldCountOnlyForWhoSeesAll() {
    // given
    String query =
        "{ mutations { totalCount } conflicts { totalCount }"
            + " own: history(type: \"Order\", id: \"o-w1\") { chain { entries } }"
            + " other: history(type: \"Order\", id: \"o-w2\") { chain { entries } } }";
    String statistics = "{ statistics(by: EDGE_NODE) { key total } }";

    // when
    JsonNode limited = ask(query, "ADMIN", "w1");
    JsonNode all = ask(query, "ADMIN");

    // then
    assertThat(limited.path("data").toString())
        .as(limited.toString())
        .isEqualTo(
            "{\"mutations\":{\"totalCount\":null},\"conflicts\":{\"totalCount\":null},"
                + "\"own\":{\"chain\":{\"entries\":1}},\"other\":{\"chain\":null}}");
    assertThat(all.at("/data/mutations/totalCount").asInt()).isEqualTo(1);
    assertThat(all.at("/data/other/chain/entries").asInt()).isEqualTo(1);
    assertThat(ask(statistics, "ADMIN", "w1").at("/errors/0/extensions/code").asText())
        .isEqualTo("FORBIDDEN");
    assertThat(ask(statistics, "ADMIN").at("/data/statistics/0/key").asText()).isEqualTo("berlin");
  }

  @Test
  void shouldShowEverythingToWhoIsNotLimited() {
    assertThat(ask("{ inventory { nodes { id } } }", "CLERK").at("/data/inventory/nodes"))
        .hasSize(2);
  }

  @Test
  void shouldHoldGatewaysToTheSame() {
    // when
    JsonNode answer =
        ask(
            "query($keys: [_Any!]!) { _entities(representations: $keys)"
                + " { ... on Order { id } ... on EdgeNode { id } } }",
            "CLERK",
            "w1");

    // then
    assertThat(answer.path("data").toString())
        .as(answer.toString())
        .isEqualTo("{\"_entities\":[null,{\"id\":\"o-w1\"},null]}");
  }

  @Test
  void shouldHoldEntitiesOfAnyTypeToTheSame() {
    // when
    String query =
        "{ own: entity(type: \"Order\", id: \"o-w1\") { id attributes }"
            + " other: entity(type: \"Order\", id: \"o-w2\") { id } }";

    // then
    assertThat(ask(query, "ADMIN", "w1").at("/data/own/id").asText()).isEqualTo("o-w1");
    assertThat(ask(query, "ADMIN", "w1").at("/data/other").isNull()).isTrue();
    assertThat(ask(query, "ADMIN", "w1").has("errors")).isFalse();
    assertThat(ask(query, "NOBODY").at("/errors/0/extensions/code").asText())
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void shouldKeepPersonalDataOutOfEntitiesOfAnyType() {
    // given
    String query = "{ entity(type: \"Customer\", id: \"c1\") { attributes } }";

    // when
    JsonNode seen = ask(query, "READER").at("/data/entity/attributes");

    // then
    assertThat(seen.path("name").asText()).isEqualTo("Alfreds");
    assertThat(seen.path("email").isNull()).isTrue();
    assertThat(ask(query, "OPERATOR").at("/data/entity/attributes/email").asText())
        .isEqualTo("a@b.test");
  }

  @Test
  void shouldShowPersonalDataToFewOnly() {
    // given
    String query = "{ customer(id: \"c1\") { name email } }";

    // when / then
    JsonNode clerk = ask(query, "CLERK");
    assertThat(clerk.at("/data/customer/name").asText()).isEqualTo("Alfreds");
    assertThat(clerk.at("/data/customer/email").isNull()).isTrue();
    assertThat(clerk.at("/errors/0/extensions/code").asText()).isEqualTo("FORBIDDEN");
    assertThat(ask(query, "OPERATOR").at("/data/customer/email").asText()).isEqualTo("a@b.test");
    assertThat(ask(query, "NOBODY").at("/data/customer").isNull()).isTrue();
  }

  @Test
  void shouldServeTheConsoleToWhoSeesSomeWarehousesOnly() throws IOException {
    // given
    Map<String, String> queries = consoleQueries();
    assertThat(queries).containsKeys("FIGURES", "FLEET", "NODES", "CONFLICTS", "QUARANTINE", "WHY");

    // when / then
    queries.forEach((name, query) -> {
      JsonNode answer = ask(query, "ADMIN", "w1");
      assertThat(answer.has("errors")).as("%s: %s", name, answer).isFalse();
    });
    assertThat(
            ask(queries.getOrDefault("TYPES", ""), "ADMIN", "w1")
                .at("/data/entityTypes")
                .toString())
        .contains("\"InventoryItem\",\"Order\"");
    assertThat(ask(queries.getOrDefault("HISTORY", ""), "ADMIN", "w1").at("/data/history/nodes"))
        .hasSize(1);
  }

  /** The queries of the console's own script, by name, with what they are put together from. */
  private static Map<String, String> consoleQueries() throws IOException {
    String script;
    try (var in = SecuredCentreTest.class.getResourceAsStream("/console/queries.js")) {
      script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, String> parts = new TreeMap<>();
    Pattern.compile("(?:const (\\w+) = |return )[`']([^`']*)[`']")
        .matcher(script)
        .results()
        .forEach(
            part -> parts.put(part.group(1) == null ? "figures()" : part.group(1), part.group(2)));
    Map<String, String> queries = new TreeMap<>();
    parts.forEach((name, text) -> {
      String whole = text;
      for (Map.Entry<String, String> part : parts.entrySet()) {
        whole = whole.replace("${" + part.getKey() + "}", part.getValue());
      }
      if (whole.startsWith("query ")) {
        queries.put(name, whole);
      }
    });
    return queries;
  }

  @Test
  void shouldShowWhatIsPublicAndWhatTheSchemaIsToAnyone() {
    assertThat(ask("{ products { id } __schema { queryType { name } } }", "NOBODY").has("errors"))
        .isFalse();
  }
}
