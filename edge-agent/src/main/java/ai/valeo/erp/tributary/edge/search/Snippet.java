package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.search.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an attribute's text with the words that were found. The places are beside the text,
 * not marks within it, so nothing in the text can be taken for a mark.
 *
 * @param attribute name of the attribute
 * @param text the piece, as it is stored
 * @param marks where the words found stand in it, in order, without overlaps
 * @param cutBefore whether text before it was left out
 * @param cutBehind whether text behind it was left out
 */
public record Snippet(
    String attribute, String text, List<Mark> marks, boolean cutBefore, boolean cutBehind) {

  private static final int MAX_WORDS = 2_000;

  /** A word found: the places of its first char and behind its last one. */
  public record Mark(int begin, int end) {}

  /** Copies. */
  public Snippet {
    marks = List.copyOf(marks);
  }

  /**
   * The text with something around each word found.
   *
   * @param escape makes text safe for where it is shown, e.g. for HTML; the marks are not escaped
   */
  public String render(String open, String close, UnaryOperator<String> escape) {
    var shown = new StringBuilder(cutBefore ? "… " : "");
    int at = 0;
    for (Mark mark : marks) {
      shown.append(escape.apply(text.substring(at, mark.begin())));
      shown.append(open).append(escape.apply(text.substring(mark.begin(), mark.end())));
      shown.append(close);
      at = mark.end();
    }
    return shown.append(escape.apply(text.substring(at))).append(cutBehind ? " …" : "").toString();
  }

  /** The piece of a text with the most words found; none if none is. */
  static @Nullable Snippet of(String attribute, String text, Match match, int maxChars) {
    List<Word> words = Words.of(text, MAX_WORDS);
    List<Word> found = words.stream().filter(word -> match.fits(word.folded())).toList();
    if (found.isEmpty()) {
      return null;
    }
    Word first = densest(found, maxChars);
    int begin = begin(words, first, text, maxChars);
    int end = end(words, begin, text, maxChars);
    var marks = new ArrayList<Mark>();
    for (Word word : found) {
      if (word.begin() >= begin && word.end() <= end) {
        marks.add(new Mark(word.begin() - begin, word.end() - begin));
      }
    }
    return new Snippet(
        attribute, text.substring(begin, end), marks, begin > 0, end < text.length());
  }

  private static Word densest(List<Word> found, int maxChars) {
    Word best = found.getFirst();
    int most = 0;
    for (Word from : found) {
      int within =
          (int)
              found.stream()
                  .filter(word -> word.begin() >= from.begin())
                  .filter(word -> word.end() - from.begin() <= maxChars)
                  .count();
      if (within > most) {
        most = within;
        best = from;
      }
    }
    return best;
  }

  /** A word's beginning some way before the first word found, so that it has company. */
  private static int begin(List<Word> words, Word first, String text, int maxChars) {
    if (text.length() <= maxChars) {
      return 0;
    }
    int earliest = Math.max(0, first.begin() - maxChars / 4);
    return earliest == 0
        ? 0
        : words.stream()
            .filter(word -> word.begin() >= earliest)
            .findFirst()
            .map(Word::begin)
            .orElse(first.begin());
  }

  private static int end(List<Word> words, int begin, String text, int maxChars) {
    if (text.length() - begin <= maxChars) {
      return text.length();
    }
    return words.stream()
        .filter(word -> word.begin() >= begin && word.end() - begin <= maxChars)
        .map(Word::end)
        .filter(Objects::nonNull)
        .max(Integer::compare)
        .orElse(begin + maxChars);
  }
}
