package ai.valeo.erp.tributary.edge.search;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.store.SearchReads.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "chai, chai, 0",
    "chia, chai, 1",
    "tofo, tofu, 1",
    "camenbert, camembert, 1",
    "pierot, pierrot, 1",
    "abc, '', 3",
    "'', '', 0",
    "kitten, sitting, 3"
  })
  void shouldCountErrors(String one, String other, int errors) {
    assertThat(Spelling.distance(one, other)).isEqualTo(errors);
    assertThat(Spelling.distance(other, one)).isEqualTo(errors);
  }

  @Test
  void shouldPreferFewerErrorsThenTheSameStartThenFrequentWords() {
    assertThat(closest("chia", word("chai", 1), word("thia", 9), word("chit", 5), word("x", 99)))
        .containsExactly("chit", "chai", "thia");
    assertThat(closest("tofo", word("tofu", 1), word("tornado", 1))).containsExactly("tofu");
  }

  @Test
  void shouldTakeBeginningOfLongerWord() {
    assertThat(closest("camenb", word("camembert", 1), word("cabernet", 1)))
        .containsExactly("camembert");
  }

  @Test
  void shouldNotGuessShortWords() {
    assertThat(closest("ab", word("ac", 1))).isEmpty();
  }

  @Test
  void shouldShareTrigramsWithEveryWordOneSwapAway() {
    var random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      // given
      char[] letters = new char[4 + random.nextInt(8)];
      for (int i = 0; i < letters.length; i++) {
        letters[i] = (char) ('a' + random.nextInt(26));
      }
      String word = new String(letters);
      int place = random.nextInt(letters.length - 1);
      char left = letters[place];
      letters[place] = letters[place + 1];
      letters[place + 1] = left;
      String swapped = new String(letters);

      // then
      assertThat(Spelling.trigrams(swapped))
          .as(word)
          .containsAnyElementsOf(Spelling.trigrams(word));
      assertThat(Spelling.distance(word, swapped)).isLessThanOrEqualTo(1);
    }
  }

  private static Word word(String folded, long docs) {
    return new Word(folded, folded, docs);
  }

  private static List<String> closest(String written, Word... words) {
    return Spelling.closest(written, Arrays.asList(words), 5).stream()
        .map(guess -> guess.word().folded())
        .toList();
  }
}
