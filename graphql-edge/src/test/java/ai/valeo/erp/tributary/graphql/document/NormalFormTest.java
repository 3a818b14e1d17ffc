package ai.valeo.erp.tributary.graphql.document;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import org.junit.jupiter.api.Test;

class NormalFormTest {

  @Test
  void shouldNotHangOnNamesAndOrder() {
    assertThat(of("query A { a(x: 1, y: 2) { b c } d }").text())
        .isEqualTo(of("query B { d a(y: 2, x: 1) { c b } }").text());
  }

  @Test
  void shouldTellValuesAndAliasesApart() {
    assertThat(of("{ a(x: 1) }").text()).isNotEqualTo(of("{ a(x: 2) }").text());
    assertThat(of("{ b: a(x: 1) }").text()).isNotEqualTo(of("{ a(x: 1) }").text());
  }

  @Test
  void shouldShowNoValuesInItsSignature() {
    // when
    NormalForm one = of("{ a(mail: \"a@example.org\", n: 7) }");
    NormalForm other = of("query Q { x: a(n: 8, mail: \"b@example.org\") }");

    // then
    assertThat(one.signature()).isEqualTo(other.signature()).doesNotContain("example", "7");
    assertThat(one.id()).isEqualTo(other.id()).hasSize(12);
  }

  @Test
  void shouldTakeOnlyTheFragmentsItUses() {
    // given
    Document document =
        Parser.parse(
            "query A { ...F } query B { b } fragment F on Q { a ...G } fragment G on Q { g }");

    // when
    var forms =
        document.getDefinitionsOfType(OperationDefinition.class).stream()
            .map(operation -> NormalForm.of(document, operation))
            .toList();

    // then
    assertThat(forms.get(0).fragments()).extracting("name").containsExactly("F", "G");
    assertThat(forms.get(1).text()).isEqualTo(of("{ b }").text());
  }

  private static NormalForm of(String text) {
    Document document = Parser.parse(text);
    return NormalForm.of(
        document, document.getDefinitionsOfType(OperationDefinition.class).getFirst());
  }
}
