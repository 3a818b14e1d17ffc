package ai.valeo.erp.tributary.graphql.app;

import static ai.valeo.erp.tributary.graphql.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Search of products on a real edge node without network, as a client sees it. */
class EdgeSearchTest {

  private static final String RESULT =
      """
      hits { score product { id name } snippets { attribute text marks { begin end } html } }
      totalCount facets { attribute buckets { value label count } } suggestions corrected isComplete
      """;

  @TempDir Path folder;
  private EdgeDesk desk;

  @BeforeEach
  void open() {
    desk = new EdgeDesk(folder);
    patiently().until(() -> search("text: \"\"").get("isComplete").asBoolean());
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void shouldShowWhereTheWordsStand() {
    // when
    JsonNode found = search("text: \"tee gewürz\"");

    // then
    assertThat(found.at("/hits/0/product/name").asText()).isEqualTo("Chai");
    JsonNode snippet = found.at("/hits/0/snippets/0");
    assertThat(snippet.get("attribute").asText()).isEqualTo("description");
    assertThat(snippet.get("text").asText()).isEqualTo("Tee mit Gewürzen");
    assertThat(snippet.at("/marks/1").toString()).isEqualTo("{\"begin\":8,\"end\":16}");
    assertThat(snippet.get("html").asText())
        .isEqualTo("<mark>Tee</mark> mit <mark>Gewürzen</mark>");
    assertThat(found.at("/hits/0/score").asDouble()).isPositive();
    assertThat(found.get("totalCount").asInt()).isEqualTo(1);
  }

  @Test
  void shouldCountByCategoryAndStock() {
    // when
    JsonNode all = search("text: \"\"");
    JsonNode there = search("text: \"\", inStock: true");

    // then
    assertThat(all.get("totalCount").asInt()).isEqualTo(3);
    assertThat(all.at("/facets/0").toString())
        .isEqualTo(
            "{\"attribute\":\"categoryId\",\"buckets\":"
                + "[{\"value\":\"c1\",\"label\":\"Getränke\",\"count\":1}]}");
    assertThat(all.at("/facets/1").toString())
        .isEqualTo(
            "{\"attribute\":\"inStock\",\"buckets\":["
                + "{\"value\":\"true\",\"label\":null,\"count\":1},"
                + "{\"value\":\"false\",\"label\":null,\"count\":2}]}");
    assertThat(there.at("/hits")).hasSize(1);
    assertThat(search("text: \"\", categoryId: \"c2\"").at("/hits")).isEmpty();
  }

  @Test
  void shouldForgiveTypingErrorsAndSaySo() {
    // when
    JsonNode mistyped = search("text: \"Gewurtzen\"");
    JsonNode begun = search("text: \"cha\"");

    // then
    assertThat(mistyped.get("corrected").asText()).isEqualTo("Gewürzen");
    assertThat(mistyped.at("/suggestions/0").asText()).isEqualTo("Gewürzen");
    assertThat(mistyped.at("/hits/0/product/id").asText()).isEqualTo("p1");
    assertThat(begun.get("hits")).hasSize(2);
    assertThat(begun.get("totalCount").asInt()).isEqualTo(2);
    assertThat(begun.get("suggestions")).hasSize(2);
  }

  @Test
  void shouldEscapeWhatIsShownAsHtml() {
    // given
    desk.node()
        .capture(
            Draft.update(
                EntityKey.parse("Product:p1"),
                Change.set("name", Value.of("<img src=x onerror='a&b'> Chai"))));

    // when / then
    patiently()
        .untilAsserted(() ->
            assertThat(search("text: \"onerror\"").at("/hits/0/snippets/0/html").asText())
                .isEqualTo("&lt;img src=x <mark>onerror</mark>=&#39;a&amp;b&#39;&gt; Chai"));
  }

  private JsonNode search(String arguments) {
    return desk.data("{ searchProducts(limit: 3, " + arguments + ") { " + RESULT + " } }")
        .get("searchProducts");
  }
}
