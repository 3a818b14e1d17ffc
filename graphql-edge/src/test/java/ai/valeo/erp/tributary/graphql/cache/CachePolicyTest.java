package ai.valeo.erp.tributary.graphql.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.document.NormalForm;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.TypeDefinition;
import graphql.parser.Parser;
import graphql.schema.idl.SchemaParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachePolicyTest {

  private final CentreTypes types = new CentreTypes(new SchemaParser().parse(CentralSchema.sdl()));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { product(id: 1) { name price attributes { name } images { url } } } | 60 | false
          { product(id: 1) { name category { name } } }                        | 60 | false
          { product(id: 1) { __typename ...F } } fragment F on Product { id }  | 60 | false
          { a: product(id: 1) { id } order(id: 1) { id items { product { id } } } } | 30 | true
          { orders { nodes { id customer { name } } pageInfo { endCursor } } } | 30 | true
          { inventory { nodes { ... on InventoryItem { product { id } } } } }  | 10 | true
          { conflicts { nodes { id } } }                                       | 0  | false
          { product(id: 1) { id } aggregatorStatus { readLag } }               | 0  | false
          { entity(type: "Product", id: 1) { version } }                       | 0  | false
          { product(id: 1) { id } __schema { queryType { name } } }            | 0  | false
          { _service { sdl } }                                                 | 0  | false
          { __typename }                                                       | 0  | false
          """)
  void shouldKeepAnAnswerAsLongAsItsShortestField(
      String query, long maxAgeSeconds, boolean isPrivate) {
    // given
    Document document = Parser.parse(query);
    OperationDefinition operation =
        document.getDefinitionsOfType(OperationDefinition.class).getFirst();

    // when
    CachePolicy policy = CachePolicy.of(types, NormalForm.of(document, operation));

    // then
    assertThat(policy.maxAgeSeconds()).isEqualTo(maxAgeSeconds);
    assertThat(policy.isPrivate()).isEqualTo(isPrivate);
  }

  @Test
  void shouldCallPrivateWhateverNeedsARight() {
    for (TypeDefinition<?> type : new SchemaParser().parse(CentralSchema.sdl()).types().values()) {
      if (type.hasDirective("cacheControl") && type.hasDirective("requiresScopes")) {
        assertThat(type.getDirectives("cacheControl").toString())
            .as(type.getName())
            .contains("PRIVATE");
      }
    }
  }
}
