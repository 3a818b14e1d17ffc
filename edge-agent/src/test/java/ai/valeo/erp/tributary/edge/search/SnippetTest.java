package ai.valeo.erp.tributary.edge.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.search.Match.Term;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SnippetTest {

  private static final Match SOUP = match("supp", true);

  @Test
  void shouldMarkWordsAsTheyAreWritten() {
    assertThat(rendered(Snippet.of("name", "Gemüse-Suppe, SUPPEN", SOUP, 160)))
        .isEqualTo("Gemüse-[Suppe], [SUPPEN]");
  }

  @Test
  void shouldLeaveEscapingOfTextToTheConsumerAndMarksAlone() {
    // given
    Snippet snippet = Objects.requireNonNull(Snippet.of("name", "<b>Suppe</b> & [x]", SOUP, 160));

    // when
    String html =
        snippet.render("<em>", "</em>", text -> text.replace("&", "&amp;").replace("<", "&lt;"));

    // then
    assertThat(html).isEqualTo("&lt;b><em>Suppe</em>&lt;/b> &amp; [x]");
  }

  @Test
  void shouldCutLongTextsAroundMostOfWhatWasFound() {
    // given
    String text = "suppe " + "und anderes ".repeat(40) + "suppe mit suppe " + "ende ".repeat(40);

    // when
    Snippet snippet = Objects.requireNonNull(Snippet.of("description", text, SOUP, 60));

    // then
    assertThat(snippet.text().length()).isLessThanOrEqualTo(60);
    assertThat(snippet.marks()).hasSize(2);
    assertThat(rendered(snippet)).startsWith("… ").endsWith(" …").contains("[suppe] mit [suppe]");
  }

  @Test
  void shouldBeNoneWhereNothingWasFound() {
    assertThat(Snippet.of("name", "Salat", SOUP, 60)).isNull();
    assertThat(Snippet.of("name", "suppen", match("suppe", false), 60)).isNull();
  }

  private static Match match(String word, boolean prefix) {
    return new Match(List.of(List.of(new Term(word, prefix))), true);
  }

  private static String rendered(Snippet snippet) {
    return Objects.requireNonNull(snippet).render("[", "]", text -> text);
  }
}
