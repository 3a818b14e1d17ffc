package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.valeo.erp.tributary.graphql.LogLines;
import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QueryLimitsTest {

  private static final QueryLimits LIMITS = new QueryLimits(2_000, 200, 6, 5, 1_000, 3, true);

  private final AtomicInteger misses = new AtomicInteger();
  private final GraphEngine engine = engine(LIMITS);

  @Test
  void shouldParseADocumentOnce() {
    // when
    for (int i = 0; i < 5; i++) {
      assertThat(codes("{ __typename }")).isEmpty();
    }

    // then
    assertThat(misses).hasValue(1);
  }

  @Test
  void shouldKeepNoMoreDocumentsThanAllowed() {
    // given
    for (int i = 0; i < 4; i++) {
      codes("query Q" + i + " { __typename }");
    }

    // when
    codes("query Q0 { __typename }");
    codes("query Q3 { __typename }");

    // then
    assertThat(misses).hasValue(5);
  }

  @Test
  void shouldNotLetRefusedDocumentsCrowdOutGoodOnes() {
    // given
    codes("query Good { __typename }");

    // when
    for (int i = 0; i < 50; i++) {
      codes("query Bad" + i + " { nothing }");
    }
    misses.set(0);

    // then
    assertThat(codes("query Good { __typename }")).isEmpty();
    assertThat(codes("query Bad49 { nothing }")).isEqualTo("[GRAPHQL_VALIDATION_FAILED]");
    assertThat(misses).hasValue(0);
    codes("query Bad0 { nothing }");
    assertThat(misses).hasValue(1);
  }

  @Test
  void shouldRefuseADeepDocument() {
    assertThat(codes("{ order(id: 1) { items { product { category { id } } } } }")).isEmpty();
    assertThat(
            codes(
                "{ conflict(id: 1) { mutation { conflict { mutation { conflict { mutation { id } } }"
                    + " } } } }"))
        .isEqualTo("[LIMIT_EXCEEDED]");
  }

  @Test
  void shouldRefuseManyAliases() {
    // given
    StringBuilder query = new StringBuilder("{");
    for (int i = 0; i < 6; i++) {
      query.append(" a").append(i).append(": __typename");
    }

    // when / then
    assertThat(codes(query + "}")).isEqualTo("[LIMIT_EXCEEDED]");
  }

  @Test
  void shouldCountAliasesOfAFragmentAsOftenAsItIsSpread() {
    assertThat(
            codes("{ product(id: 1) { ...F ...F ...F } } fragment F on Product { a: id b: name }"))
        .isEqualTo("[LIMIT_EXCEEDED]");
  }

  @Test
  void shouldCountListsByTheirPageSize() {
    assertThat(codes("{ orders(first: 9) { nodes { id items { id quantity } } } }")).isEmpty();
    assertThat(codes("{ orders(first: 90) { nodes { id items { id quantity } } } }"))
        .isEqualTo("[LIMIT_EXCEEDED]");
    assertThat(codes("query($n: Int) { orders(first: $n) { nodes { id items { id } } } }"))
        .isEqualTo("[LIMIT_EXCEEDED]");
  }

  @Test
  void shouldCountFieldsByTheirWeight() {
    // given a field that counts for twenty where others count for one
    GraphEngine strict = engine(new QueryLimits(2_000, 200, 6, 5, 41, 3, true));

    // when
    GraphAnswer two =
        strict.answer(request("{ a: edgeSummary { nodes } b: edgeSummary { nodes } }", false));
    GraphAnswer light =
        strict.answer(request("{ a: edgeNode(id: 1) { id } b: edgeNode(id: 2) { id } }", false));

    // then
    assertThat(two.codes()).hasToString("[LIMIT_EXCEEDED]");
    assertThat(two.body().toString()).contains("cost");
    assertThat(light.codes().toString()).doesNotContain("LIMIT_EXCEEDED");
  }

  @Test
  void shouldRefuseManyTokensAndCharacters() {
    assertThat(codes("{ product(id: 1) {" + " id".repeat(250) + " } }"))
        .isEqualTo("[LIMIT_EXCEEDED]");
    assertThat(codes("{ __typename }" + " ".repeat(2_000))).isEqualTo("[LIMIT_EXCEEDED]");
  }

  @Test
  void shouldRefuseFragmentsThatSpreadEachOther() {
    assertThat(
            codes(
                "{ product(id: 1) { ...A } } fragment A on Product { ...B }"
                    + " fragment B on Product { ...A }"))
        .isEqualTo("[GRAPHQL_VALIDATION_FAILED]");
  }

  @Test
  void shouldRefuseNestedIntrospection() {
    assertThat(
            codes(
                "{ __schema { types { fields { type { fields { type { fields { type { name } } } }"
                    + " } } } } }"))
        .isEqualTo("[LIMIT_EXCEEDED]");
  }

  @Test
  void shouldSwitchIntrospectionOff() {
    // given
    GraphEngine closed = engine(new QueryLimits(2_000, 200, 6, 5, 1_000, 3, false));

    // when
    GraphAnswer answer = closed.answer(request("{ __schema { queryType { name } } }", false));

    // then
    assertThat(answer.codes()).hasToString("[INTROSPECTION_DISABLED]");
    assertThat(closed.answer(request("{ __typename }", false)).codes()).isEmpty();
  }

  @Test
  void shouldMaskWhatNobodyExpected() {
    // given
    GraphEngine failing =
        new GraphEngine(
            CentralSchema.build(wiring ->
                wiring.type(
                    "Query",
                    query ->
                        query.dataFetcher(
                            "product",
                            field -> {
                              throw new IllegalStateException("secret of the house");
                            }))),
            LIMITS,
            failure -> null,
            () -> {});

    // when
    GraphAnswer answer;
    try (var lines = LogLines.of(FailureHandler.class)) {
      answer = failing.answer(request("{ product(id: 1) { id } }", false));

      // then the log tells, as texts, which a line of JSON shows as they are
      assertThat(lines.at(Level.ERROR))
          .singleElement()
          .satisfies(line ->
              assertThat(line.getKeyValuePairs())
                  .extracting(pair -> pair.key, pair -> pair.value)
                  .containsExactly(tuple("path", "/product"), tuple("requestId", "id-1")));
    }
    assertThat(answer.isExecuted()).isTrue();
    assertThat(answer.body().toString())
        .isEqualTo(
            "{errors=[{message=Internal error, locations=[{line=1, column=3}], path=[product],"
                + " extensions={code=INTERNAL, requestId=id-1}}], data={product=null}}");
  }

  private String codes(String query) {
    GraphAnswer answer = engine.answer(request(query, false));
    return answer.codes().isEmpty() ? "" : answer.codes().toString();
  }

  private GraphEngine engine(QueryLimits limits) {
    return new GraphEngine(
        CentralSchema.build(wiring ->
            wiring.type(
                "Query",
                query -> query.dataFetcher("orders", field -> Map.of("nodes", List.of())))),
        limits,
        failure -> null,
        misses::incrementAndGet);
  }

  private static GraphRequest request(String query, boolean isReadOnly) {
    return new GraphRequest("id-1", query, null, Map.of(), isReadOnly);
  }
}
