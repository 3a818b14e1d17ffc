package ai.valeo.erp.tributary.edge.search;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a document must contain, and the FTS5 expression that says so. Words are folded, hence of
 * letters and digits only, and quoted all the same: nothing a user types reaches FTS5 as syntax.
 *
 * @param groups for each word asked for what stands for it, one or more
 * @param all whether each group must be met, or any of them
 */
record Match(List<List<Term>> groups, boolean all) {

  /**
   * Something that stands for a word.
   *
   * @param word a folded word
   * @param prefix whether words that only begin so are meant too; the whole word counts more
   */
  record Term(String word, boolean prefix) {

    String expression() {
      return prefix ? quoted(word) + " OR " + quoted(word) + " *" : quoted(word);
    }

    boolean fits(String folded) {
      return prefix ? folded.startsWith(word) : folded.equals(word);
    }
  }

  Match {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /** As FTS5 reads it. */
  String expression() {
    return groups.stream()
        .map(group ->
            group.stream().map(Term::expression).collect(Collectors.joining(" OR ", "(", ")")))
        .collect(Collectors.joining(all ? " AND " : " OR "));
  }

  /** Whether a folded word is one of those that were looked for. */
  boolean fits(String folded) {
    return groups.stream().flatMap(List::stream).anyMatch(term -> term.fits(folded));
  }

  static String quoted(String word) {
    return '"' + word.replace("\"", "\"\"") + '"';
  }
}
