package ai.valeo.erp.tributary.graphql.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept answers and statistics through a real server, over real views. */
class CachedAnswersTest {

  private static final String QUERY = "{ product(id: \"p1\") { id name category { name } } }";

  @TempDir Path stateDir;
  private GraphBench bench;

  @BeforeEach
  void open() {
    bench = new GraphBench(stateDir);
    bench.views.put("ProductCategory", "k1", 1, Map.of("name", Value.of("Beverages")));
    product("Chai");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private long version;

  private void product(String name) {
    version++;
    bench.views.put(
        "Product", "p1", version, Map.of("name", Value.of(name), "categoryId", Value.of("k1")));
  }

  @Test
  void shouldForgetWhatTheTopicsChange() {
    // given
    assertThat(get(QUERY, null).headers().firstValue("x-cache")).hasValue("MISS");
    assertThat(get(QUERY, null).headers().firstValue("x-cache")).hasValue("HIT");

    // when
    product("Chai, new");

    // then
    assertThat(get(QUERY, null).body()).contains("Chai, new").contains("Beverages");
    assertThat(get(QUERY, null).headers().firstValue("x-cache")).hasValue("HIT");
  }

  @Test
  void shouldCountNoOperationOfItsOwn() {
    // when it warms up
    var unused =
        bench.engine.answer(
            new GraphRequest("w", "{ product(id: \"p1\") { name } }", null, Map.of(), false));

    // then
    assertThat(bench.ask("{ operationStatistics { count } }").at("/data/operationStatistics"))
        .isEmpty();
  }

  @Test
  void shouldSayThatNothingIsNew() {
    // given
    HttpResponse<String> first = get(QUERY, null);
    String etag = first.headers().firstValue("etag").orElseThrow();
    assertThat(first.headers().firstValue("cache-control")).hasValue("public, max-age=60");

    // when
    HttpResponse<String> same = get(QUERY, etag);
    product("Chai, new");
    HttpResponse<String> changed = get(QUERY, etag);

    // then
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("etag")).hasValue(etag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).contains("Chai, new");
  }

  @Test
  void shouldTellHowOperationsDo() {
    // given an operation that is run three times, under two names and with other values
    bench.ask("query A($id: ID!) { product(id: $id) { id } }", Map.of("id", "p1"));
    bench.ask("query B($id: ID!) { product(id: $id) { id } }", Map.of("id", "p2"));
    bench.ask("query C($id: ID!) { product(id: $id) { id } }", Map.of("id", "x".repeat(3_000)));

    // when
    JsonNode data =
        bench
            .ask(
                "{ operationStatistics { id document isQuery count errors slow p50Ms p95Ms maxMs totalMs }"
                    + " slowOperations { operationId document subject variables hadErrors tookMs } }")
            .get("data");

    // then
    JsonNode one = data.at("/operationStatistics/0");
    assertThat(data.get("operationStatistics")).hasSize(1);
    assertThat(one.get("count").asInt()).isEqualTo(3);
    assertThat(one.get("errors").asInt()).isEqualTo(1);
    assertThat(one.get("document").asText()).contains("product(id:").doesNotContain("p1");
    assertThat(one.get("p50Ms").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(one.get("p95Ms").asDouble());
    assertThat(one.get("p95Ms").asDouble()).isLessThanOrEqualTo(one.get("maxMs").asDouble());
    JsonNode slow = data.at("/slowOperations/0");
    assertThat(data.get("slowOperations")).hasSize(3);
    assertThat(slow.get("operationId")).isEqualTo(one.get("id"));
    assertThat(slow.get("hadErrors").asBoolean()).isTrue();
    assertThat(slow.get("variables")).hasToString("{\"id\":\"String\"}");
  }

  private HttpResponse<String> get(String query, String etag) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                bench.uri("/graphql?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
            .header("accept", "application/json")
            .GET();
    return bench.send(etag == null ? request : request.header("if-none-match", etag));
  }
}
