package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.InvalidPageException;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.SearchRole;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words an entity can be found by: letters and digits of its texts, in lower case, without
 * accents. Words are only ever compared with words made here, so that query and index agree.
 */
final class SearchWords {

  /** Most words of one entity; a longer text is found by its first words. */
  static final int MOST_WORDS = 200;

  /** Most words a query may have. */
  static final int MOST_ASKED = 8;

  private static final int MOST_WORD_CHARS = 40;
  private static final int MOST_TEXT_CHARS = 10_000;
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}");
  private static final Set<SearchRole> TEXTS =
      Set.of(SearchRole.TITLE, SearchRole.TAGS, SearchRole.DESCRIPTION);

  /** Customers are found by name; their schema marks nothing, since edge nodes do not search it. */
  private static final List<String> CUSTOMER = List.of("name", "customerNumber");

  private SearchWords() {}

  /** The attributes of a type that hold words; none if it cannot be searched. */
  static List<String> attributes(EntityType type) {
    if (type.name().equals("Customer")) {
      return CUSTOMER;
    }
    return type.attributes().stream()
        .filter(attribute -> attribute.search() != null && TEXTS.contains(attribute.search()))
        .map(Attribute::name)
        .toList();
  }

  /** The words of a row, in order. */
  static SortedSet<String> of(EntityRow row, List<String> attributes) {
    var words = new TreeSet<String>();
    for (String attribute : attributes) {
      Value value = row.attributes().get(attribute);
      if (value instanceof Value.Text(String text)) {
        add(text, words);
      } else if (value instanceof Value.Many(List<Value> elements)) {
        for (Value element : elements) {
          if (element instanceof Value.Text(String text)) {
            add(text, words);
          }
        }
      }
    }
    return Collections.unmodifiableSortedSet(words);
  }

  /** The words of a text, in order. */
  static SortedSet<String> of(String text) {
    var words = new TreeSet<String>();
    add(text, words);
    return words;
  }

  /**
   * The words of a query.
   *
   * @throws InvalidPageException if there are too many, or none
   */
  static SortedSet<String> asked(String text) {
    SortedSet<String> words = of(text);
    if (words.isEmpty() || words.size() > MOST_ASKED) {
      throw new InvalidPageException(
          "search: " + words.size() + " words (expected: 1.." + MOST_ASKED + ")");
    }
    return words;
  }

  /** Whether each of the words begins one of the row's. */
  static boolean fit(SortedSet<String> asked, SortedSet<String> present) {
    return asked.stream().allMatch(word -> first(word, present) != null);
  }

  /** The first word that begins so, or none. */
  static @Nullable String first(String begin, SortedSet<String> present) {
    SortedSet<String> rest = present.tailSet(begin);
    return rest.isEmpty() || !rest.first().startsWith(begin) ? null : rest.first();
  }

  /** The words of a text as they stand there, to sort by. */
  static List<String> inOrder(String text) {
    return Arrays.stream(BETWEEN.split(plain(text), -1)).filter(word -> !word.isEmpty()).toList();
  }

  private static void add(String text, Set<String> words) {
    for (String word : BETWEEN.split(plain(text), -1)) {
      if (!word.isEmpty() && words.size() < MOST_WORDS) {
        words.add(word.length() > MOST_WORD_CHARS ? word.substring(0, MOST_WORD_CHARS) : word);
      }
    }
  }

  private static String plain(String text) {
    String bounded = text.length() > MOST_TEXT_CHARS ? text.substring(0, MOST_TEXT_CHARS) : text;
    return MARKS
        .matcher(Normalizer.normalize(bounded, Normalizer.Form.NFKD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        .replace("\u00df", "ss");
  }
}
