package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.search.Match.Term;
import ai.valeo.erp.tributary.edge.search.Spelling.Guess;
import ai.valeo.erp.tributary.edge.store.SearchReads;
import ai.valeo.erp.tributary.edge.store.SearchReads.Filter;
import ai.valeo.erp.tributary.edge.store.SearchReads.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user's text is taken for: each of its words as typed or begun; where that finds nothing,
 * the words that are not there are replaced by those they are part of or may have been meant for;
 * where that finds nothing either, any of the words will do.
 */
final class Interpretation {

  private static final int MAX_WORDS = 16;
  private static final int CANDIDATES = 400;
  private static final int GUESSES = 5;
  private static final int PARTS = 20;
  private static final int MIN_PART_CHARS = 3;
  private static final int SUGGESTIONS = 8;

  private Interpretation() {}

  /**
   * The reading that finds most of what was asked for.
   *
   * @param match what a document must contain; none = the text was blank
   * @param isHopeless whether there is nothing to look for
   * @param corrected the text in place of the one given, or none
   * @param suggestions other texts
   */
  record Read(
      @Nullable Match match,
      boolean isHopeless,
      @Nullable String corrected,
      List<String> suggestions) {

    Filter filter(SearchQuery query) {
      return new Filter(
          query.entityType(),
          match == null ? null : match.expression(),
          query.facets(),
          query.inStock());
    }
  }

  static Read of(SearchQuery query, SearchReads reads) {
    List<Words.Word> words = Words.of(query.text(), MAX_WORDS);
    if (words.isEmpty()) {
      return new Read(null, !query.text().isBlank(), null, List.of());
    }
    List<String> completions = completions(query.text(), reads, SUGGESTIONS);
    var typed =
        new Match(
            words.stream().map(word -> List.of(new Term(word.folded(), true))).toList(), true);
    if (finds(typed, query, reads)) {
      return new Read(typed, false, null, completions);
    }
    SequencedMap<String, Meant> meant = meant(words, false, reads);
    Match repaired = match(words, meant, true);
    if (!finds(repaired, query, reads)) {
      meant = meant(words, true, reads);
      repaired = match(words, meant, true);
    }
    if (!finds(repaired, query, reads)) {
      repaired = match(words, meant, false);
    }
    String corrected = corrected(query.text(), words, meant);
    var suggestions = new LinkedHashSet<String>();
    if (corrected != null) {
      suggestions.add(corrected);
    }
    suggestions.addAll(completions);
    return new Read(repaired, false, corrected, List.copyOf(suggestions));
  }

  /** The text with its last word completed. */
  static List<String> completions(String text, SearchReads reads, int limit) {
    List<Words.Word> words = Words.of(text, MAX_WORDS);
    if (words.isEmpty()) {
      return List.of();
    }
    Words.Word last = words.getLast();
    String before = text.substring(0, last.begin());
    return reads.beginning(last.folded(), limit + 1).stream()
        .filter(word -> !word.folded().equals(last.folded()))
        .limit(limit)
        .map(word -> before + word.shown())
        .toList();
  }

  /** What a word stands for, and how it is written if it is another one. */
  private record Meant(List<Term> terms, @Nullable String shown) {}

  private static boolean finds(Match match, SearchQuery query, SearchReads reads) {
    var filter = new Filter(query.entityType(), match.expression(), query.facets(), null);
    return !reads.find(filter, 1, 0).isEmpty();
  }

  private static Match match(List<Words.Word> words, Map<String, Meant> meant, boolean all) {
    var groups = new ArrayList<List<Term>>();
    for (Words.Word word : words) {
      Meant one = meant.get(word.folded());
      groups.add(one == null ? List.of(new Term(word.folded(), true)) : one.terms());
    }
    return new Match(groups, all);
  }

  private static SequencedMap<String, Meant> meant(
      List<Words.Word> words, boolean knownToo, SearchReads reads) {
    var meant = new LinkedHashMap<String, Meant>();
    for (Words.Word word : words) {
      boolean known = !reads.beginning(word.folded(), 1).isEmpty();
      if (!known || knownToo) {
        meant.put(word.folded(), meant(word.folded(), known, reads));
      }
    }
    return meant;
  }

  private static Meant meant(String word, boolean known, SearchReads reads) {
    var terms = new ArrayList<Term>();
    if (known) {
      terms.add(new Term(word, true));
    }
    if (word.length() >= MIN_PART_CHARS) {
      reads
          .similar(Match.quoted(word), PARTS)
          .forEach(whole -> terms.add(new Term(whole.folded(), false)));
    }
    List<Guess> guesses = guesses(word, reads);
    guesses.forEach(guess -> terms.add(new Term(guess.word().folded(), false)));
    boolean isReplaced = terms.size() == guesses.size() && !guesses.isEmpty();
    if (terms.isEmpty()) {
      terms.add(new Term(word, true));
    }
    return new Meant(terms, isReplaced ? guesses.getFirst().word().shown() : null);
  }

  private static List<Guess> guesses(String word, SearchReads reads) {
    if (Spelling.tolerated(word.length()) == 0) {
      return List.of();
    }
    List<Word> candidates = reads.similar(Spelling.trigramMatch(word), CANDIDATES);
    List<Guess> closest = Spelling.closest(word, candidates, GUESSES);
    if (closest.isEmpty()) {
      return closest;
    }
    int fewest = closest.getFirst().errors();
    return closest.stream().filter(guess -> guess.errors() == fewest).toList();
  }

  private static @Nullable String corrected(
      String text, List<Words.Word> words, Map<String, Meant> meant) {
    var corrected = new StringBuilder();
    int at = 0;
    boolean changed = false;
    for (Words.Word word : words) {
      Meant one = meant.get(word.folded());
      corrected.append(text, at, word.begin());
      String shown = one == null ? null : one.shown();
      corrected.append(shown == null ? text.substring(word.begin(), word.end()) : shown);
      changed |= shown != null;
      at = word.end();
    }
    return changed ? corrected.append(text.substring(at)).toString() : null;
  }
}
