package ai.valeo.erp.tributary.edge.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The words of a text. A word is a run of letters and digits. Its folded form is the same however
 * people write it: without case, accents and ligatures, with German umlauts and sharp s written out
 * or not: {@code Gemüse}, {@code GEMUESE} and {@code gemuse} fold to one.
 */
final class Words {

  /** Longer words are cut. */
  static final int MAX_CHARS = 64;

  private static final Map<Integer, String> LETTERS =
      Map.of(
          (int) 'ß', "ss", (int) 'æ', "ae", (int) 'œ', "oe", (int) 'ø', "o", (int) 'ł', "l",
          (int) 'đ', "d", (int) 'ð', "d", (int) 'þ', "th", (int) 'ı', "i");

  private Words() {}

  /**
   * A word.
   *
   * @param folded its folded form, of letters and digits, not empty
   * @param begin where it begins in the text
   * @param end where it ends
   */
  record Word(String folded, int begin, int end) {}

  /** The words of a text, the first so many. */
  static List<Word> of(String text, int limit) {
    var words = new ArrayList<Word>();
    int at = 0;
    while (at < text.length() && words.size() < limit) {
      int begin = at;
      while (at < text.length() && isWord(text.codePointAt(at), at > begin)) {
        at += Character.charCount(text.codePointAt(at));
      }
      if (at == begin) {
        at += Character.charCount(text.codePointAt(at));
        continue;
      }
      String folded = fold(text.substring(begin, at));
      if (!folded.isEmpty()) {
        words.add(new Word(folded, begin, at));
      }
    }
    return words;
  }

  /** Their folded forms, with spaces between. */
  static String folded(List<Word> words) {
    return words.stream().map(Word::folded).collect(Collectors.joining(" "));
  }

  private static boolean isWord(int point, boolean goesOn) {
    return Character.isLetterOrDigit(point)
        || (goesOn && Character.getType(point) == Character.NON_SPACING_MARK);
  }

  private static String fold(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    var folded = new StringBuilder();
    plain
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(point -> folded.append(LETTERS.getOrDefault(point, Character.toString(point))));
    String one = folded.toString().replace("ae", "a").replace("oe", "o").replace("ue", "u");
    if (one.length() <= MAX_CHARS) {
      return one;
    }
    int end = Character.isHighSurrogate(one.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return one.substring(0, end);
  }
}
