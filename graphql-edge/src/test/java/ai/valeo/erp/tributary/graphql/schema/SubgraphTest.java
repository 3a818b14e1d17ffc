package ai.valeo.erp.tributary.graphql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import graphql.schema.PropertyDataFetcher;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubgraphTest {

  private static final String SDL =
      """
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      type Query { any: Int }
      type Book @key(fields: "isbn") { isbn: ID! title: String }
      type Copy @key(fields: "shelf number") { shelf: ID! number: Int! }
      type Page @key(fields: "id", resolvable: false) { id: ID! }
      """;

  private static final String ASK =
      "query($of: [_Any!]!) { _entities(representations: $of) { __typename"
          + " ... on Book { title } ... on Copy { shelf number } } }";

  private final List<List<Map<String, String>>> asked = new ArrayList<>();
  private final Subgraph subgraph =
      new Subgraph(
          SDL, Map.of("Book", (keys, field) -> books(keys), "Copy", (keys, field) -> keys));
  private final GraphEngine engine = engine();

  @Test
  void shouldFindObjectsOfAllTypesInTheOrderAsked() {
    // when
    GraphAnswer answer =
        ask(
            Map.of("__typename", "Copy", "shelf", "A", "number", 3),
            Map.of("__typename", "Book", "isbn", "1"),
            Map.of("__typename", "Book", "isbn", "none"));

    // then
    assertThat(answer.body().toString())
        .isEqualTo(
            "{data={_entities=[{__typename=Copy, shelf=A, number=3},"
                + " {__typename=Book, title=Title 1}, null]}}");
  }

  @Test
  void shouldTakeLiteralsAndVariablesWithinThem() {
    // when
    GraphAnswer answer =
        engine.answer(
            new GraphRequest(
                "r",
                """
                query($isbn: ID!, $book: _Any!) { _entities(representations: [
                  {__typename: "Book", isbn: "1"}, {__typename: "Book", isbn: $isbn}, $book,
                  {__typename: "Copy", shelf: "A", number: 3}]) {
                    ... on Book { title } ... on Copy { shelf number } } }
                """,
                null,
                Map.of("isbn", "2", "book", book("3")),
                true));

    // then
    assertThat(answer.body())
        .hasToString(
            "{data={_entities=[{title=Title 1}, {title=Title 2}, {title=Title 3},"
                + " {shelf=A, number=3}]}}");
  }

  @Test
  void shouldFindEachObjectOnceAndAllOfATypeTogether() {
    // when
    ask(book("1"), book("2"), book("1"));

    // then
    assertThat(asked).containsExactly(List.of(Map.of("isbn", "1"), Map.of("isbn", "2")));
  }

  @Test
  void shouldSayAtItsPlaceWhyOneCannotBeFound() {
    // when
    GraphAnswer answer =
        ask(
            Map.of("__typename", "Nothing", "id", "1"),
            Map.of("__typename", "Page", "id", "1"),
            Map.of("__typename", "Copy", "shelf", "A"),
            Map.of("isbn", "1"),
            "1",
            Map.of("__typename", "Book", "isbn", Map.of("a", 1)),
            book("1"));

    // then
    assertThat(answer.codes()).containsExactly(ErrorCode.BAD_USER_INPUT);
    List<?> errors = (List<?>) answer.body().get("errors");
    assertThat(errors).hasSize(6);
    assertThat(errors.get(0).toString())
        .contains("representations[0]: no type with a key: Nothing", "path=[_entities, 0]");
    assertThat(errors.get(2).toString())
        .contains("Copy: expected the fields of a key, one of [[shelf, number]]");
    assertThat(answer.body().get("data"))
        .hasToString(
            "{_entities=[null, null, null, null, null, null, {__typename=Book, title=Title 1}]}");
  }

  @Test
  void shouldRefuseTooMany() {
    // when
    GraphAnswer answer = ask(Collections.nCopies(1_001, book("1")).toArray());

    // then
    assertThat(answer.body().toString()).contains("1001 (expected: at most 1000)");
    assertThat(asked).isEmpty();
  }

  @Test
  void shouldShowItsSchema() {
    // when
    GraphAnswer answer =
        engine.answer(new GraphRequest("r", "{ _service { sdl } }", null, Map.of(), true));

    // then
    assertThat(answer.body()).isEqualTo(Map.of("data", Map.of("_service", Map.of("sdl", SDL))));
  }

  @Test
  void shouldHaveAFinderForEveryTypeWithAKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Subgraph(SDL, Map.of("Book", (keys, field) -> keys)))
        .withMessageContaining("Copy");
  }

  private List<Map<String, String>> books(List<Map<String, String>> keys) {
    asked.add(keys);
    return keys.stream()
        .map(key ->
            key.get("isbn").equals("none") ? null : Map.of("title", "Title " + key.get("isbn")))
        .toList();
  }

  private static Map<String, Object> book(String isbn) {
    return Map.of("__typename", "Book", "isbn", isbn);
  }

  private GraphAnswer ask(Object... representations) {
    return engine.answer(
        new GraphRequest("r", ASK, null, Map.of("of", List.of(representations)), true));
  }

  private GraphEngine engine() {
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Federation.wire(wiring);
    wiring.type(
        "Query",
        query ->
            query
                .dataFetcher("_service", field -> subgraph)
                .dataFetcher("_entities", subgraph::entities));
    wiring.type(
        "_Service", type -> type.dataFetcher("sdl", PropertyDataFetcher.fetching(Subgraph::sdl)));
    return new GraphEngine(
        new SchemaGenerator().makeExecutableSchema(CentralSchema.definitions(SDL), wiring.build()),
        QueryLimits.standard(),
        failure -> failure instanceof UserInputException ? ErrorCode.BAD_USER_INPUT : null,
        () -> {});
  }
}
