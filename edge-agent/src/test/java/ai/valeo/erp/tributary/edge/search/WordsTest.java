package ai.valeo.erp.tributary.edge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "Gemüse, gemuse",
    "GEMUESE, gemuse",
    "gemuse, gemuse",
    "Soße, sosse",
    "SOSSE, sosse",
    "Knäckebröd, knackebrod",
    "Smørrebrød, smorrebrod",
    "smoerrebroed, smorrebrod",
    "Côte, cote",
    "Pâté, pate",
    "NW-007, nw 007",
    "ﬁlet, filet",
    "Ćevapčići, cevapcici",
    "İstanbul, istanbul",
    "北京, 北京"
  })
  void shouldFoldWhatPeopleWriteInSeveralWays(String text, String folded) {
    assertThat(Words.folded(Words.of(text, 10))).isEqualTo(folded);
  }

  @Test
  void shouldKnowWhereWordsStand() {
    assertThat(Words.of("Nuß-Nougat!", 10))
        .containsExactly(new Words.Word("nuss", 0, 3), new Words.Word("nougat", 4, 10));
  }

  @Test
  void shouldCutLongWordsAndLongTexts() {
    assertThat(Words.of("a".repeat(1_000), 10).getFirst().folded()).hasSize(Words.MAX_CHARS);
    assertThat(Words.of("a b ".repeat(1_000), 7)).hasSize(7);
  }

  @Test
  void shouldMakeLettersAndDigitsOfAnyTextAndFoldThemOnce() {
    var random = new Random(20_261_121);
    for (int round = 0; round < 3_000; round++) {
      // given
      String text = hostile(random);

      // when
      List<Words.Word> words = Words.of(text, 50);

      // then
      for (Words.Word word : words) {
        assertThat(word.folded().codePoints()).as(text).allMatch(Character::isLetterOrDigit);
        assertThat(word.folded()).as(text).isNotEmpty();
        assertThat(word.begin()).as(text).isBetween(0, word.end() - 1);
        assertThat(word.end()).as(text).isLessThanOrEqualTo(text.length());
      }
    }
  }

  /** Syntax of FTS5 and of SQL, control chars, halves of surrogate pairs, and every script. */
  static String hostile(Random random) {
    String syntax = "\"'*^:()-+{}\\,;%_|&~ \u0000\n\t\uD83D\uDC1F\uD800AND OR NOT NEAR title";
    var text = new StringBuilder();
    for (int i = random.nextInt(30); i >= 0; i--) {
      if (random.nextInt(3) == 0) {
        text.append((char) random.nextInt(Character.MAX_VALUE));
      } else {
        text.append(syntax.charAt(random.nextInt(syntax.length())));
      }
    }
    return text.toString();
  }
}
