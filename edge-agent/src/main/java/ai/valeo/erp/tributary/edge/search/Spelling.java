package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.store.SearchReads.Word;
import ai.valeo.erp.tributary.edge.store.SearchTables;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which words somebody may have meant who wrote one that is not there. */
final class Spelling {

  private static final int SHORT = 3;
  private static final int MEDIUM = 6;
  private static final int LONG = 10;

  private Spelling() {}

  /**
   * A word that may have been meant.
   *
   * @param word the word
   * @param errors how many letters were wrong, missing, too many or swapped with the next
   * @param isBeginning whether only the beginning of the word was meant
   */
  record Guess(Word word, int errors, boolean isBeginning) {}

  /** How many errors a word of that length may have. */
  static int tolerated(int length) {
    if (length < SHORT) {
      return 0;
    }
    if (length < MEDIUM) {
      return 1;
    }
    return length < LONG ? 2 : 3;
  }

  /** The likeliest of the words, best first. */
  static List<Guess> closest(String written, Collection<Word> words, int limit) {
    return words.stream()
        .map(word -> guess(written, word))
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparingInt(Guess::errors)
                .thenComparing(Guess::isBeginning)
                .thenComparing(guess -> !sameStart(written, guess.word().folded()))
                .thenComparingLong(guess -> -guess.word().docs())
                .thenComparing(guess -> guess.word().folded()))
        .limit(limit)
        .toList();
  }

  private static @Nullable Guess guess(String written, Word word) {
    int most = tolerated(written.length());
    int whole = distance(written, word.folded());
    if (whole <= most) {
      return new Guess(word, whole, false);
    }
    if (word.folded().length() <= written.length() || written.length() < MEDIUM - 1) {
      return null;
    }
    int begun = distance(written, word.folded().substring(0, written.length()));
    return begun <= most ? new Guess(word, begun, true) : null;
  }

  private static boolean sameStart(String one, String other) {
    return !one.isEmpty() && !other.isEmpty() && one.charAt(0) == other.charAt(0);
  }

  /**
   * Letters to change, add, remove or swap with their neighbour to make one word of another
   * (optimal string alignment).
   */
  static int distance(String one, String other) {
    int[] twoBack = new int[other.length() + 1];
    int[] back = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      back[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(back[j - 1] + change, 1 + Math.min(back[j], row[j - 1]));
        if (isSwap(one, other, i, j)) {
          row[j] = Math.min(row[j], twoBack[j - 2] + 1);
        }
      }
      twoBack = back;
      back = row;
    }
    return back[other.length()];
  }

  private static boolean isSwap(String one, String other, int i, int j) {
    return i > 1
        && j > 1
        && one.charAt(i - 1) == other.charAt(j - 2)
        && one.charAt(i - 2) == other.charAt(j - 1);
  }

  /** Its trigrams as the index has them: with its edges marked, so that its ends count too. */
  static Set<String> trigrams(String word) {
    String marked = SearchTables.marked(word);
    var trigrams = new LinkedHashSet<String>();
    int[] points = marked.codePoints().toArray();
    for (int i = 0; i + 3 <= points.length; i++) {
      trigrams.add(new String(points, i, 3));
    }
    return trigrams;
  }

  /** An FTS5 expression that finds words with any of the trigrams of a word. */
  static String trigramMatch(String word) {
    return trigrams(word).stream().map(Match::quoted).collect(Collectors.joining(" OR "));
  }
}
