package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Questions to the search index of one generation. */
public final class SearchReads {

  private static final String WEIGHTS = ", 3.0, 2.0, 1.5)"; // title, description, tags
  private static final int SAMPLES = 3;

  private final Sql sql;
  private final String index;
  private final String trigrams;

  SearchReads(Sql sql, int generation) {
    this.sql = sql;
    index = SearchTables.index(generation);
    trigrams = SearchTables.trigrams(generation);
  }

  /**
   * Which documents.
   *
   * @param type their entity type
   * @param match an FTS5 expression made by us, never a user's text; none = all
   * @param facets the value wanted by attribute
   * @param inStock whether there must be a stock of it here, or must not, or either
   */
  public record Filter(
      String type,
      @Nullable String match,
      SortedMap<String, String> facets,
      @Nullable Boolean inStock) {}

  /** A document found; the greater the score the better. */
  public record Found(EntityKey key, double score) {}

  /** How many documents have a value. */
  public record Count(String value, long count) {}

  /** A word of the documents. */
  public record Word(String folded, String shown, long docs) {}

  private record Question(String from, List<@Nullable Object> arguments) {
    @Nullable Object[] with(Object... more) {
      var all = new ArrayList<@Nullable Object>(arguments);
      all.addAll(List.of(more));
      return all.toArray();
    }
  }

  /** A page of them, best first; by title where nothing is matched. */
  public List<Found> find(Filter filter, int limit, int offset) {
    Question question = question(filter);
    String score = filter.match() == null ? "0.0" : "-bm25(" + index + WEIGHTS;
    String order = filter.match() == null ? "d.title, d.entity" : "2 DESC, d.title, d.entity";
    return sql.list(
        row -> new Found(EntityKey.parse(row.getString(1)), row.getDouble(2)),
        "SELECT d.entity, " + score + question.from() + " ORDER BY " + order + " LIMIT ? OFFSET ?",
        question.with(limit, offset));
  }

  /** How many there are. */
  public long count(Filter filter) {
    Question question = question(filter);
    return sql.number("SELECT COUNT(*)" + question.from(), question.with());
  }

  /** How many there are of each value of an attribute, the most frequent first. */
  public List<Count> counts(Filter filter, String attribute, int limit) {
    Question question = question(filter);
    return sql.list(
        row -> new Count(row.getString(1), row.getLong(2)),
        "SELECT g.value, COUNT(*) AS n FROM (SELECT d.doc AS doc"
            + question.from()
            + ") hit JOIN search_facet g ON g.doc = hit.doc AND g.attribute = ?"
            + " GROUP BY g.value ORDER BY n DESC, g.value LIMIT ?",
        question.with(attribute, limit));
  }

  /** Words that begin so, the most frequent first. */
  public List<Word> beginning(String prefix, int limit) {
    return sql.list(
        row -> new Word(row.getString(1), row.getString(2), row.getLong(3)),
        "SELECT word, shown, docs FROM search_word WHERE word >= ? AND word < ?"
            + " ORDER BY docs DESC, word LIMIT ?",
        prefix,
        prefix + Character.toString(Character.MAX_CODE_POINT),
        limit);
  }

  /** Words that share trigrams, those that share the most and rarest first. */
  public List<Word> similar(String trigramMatch, int limit) {
    return sql.list(
        row -> new Word(row.getString(1), row.getString(2), row.getLong(3)),
        "SELECT w.word, w.shown, w.docs FROM "
            + trigrams
            + " JOIN search_word w ON w.word_id = "
            + trigrams
            + ".rowid WHERE "
            + trigrams
            + " MATCH ? ORDER BY rank LIMIT ?",
        trigramMatch,
        limit);
  }

  /** Whether some documents and every count look as they must; finds gross damage only. */
  public boolean isSound() {
    long docs = sql.number("SELECT COUNT(*) FROM search_doc");
    if (docs != sql.number("SELECT COUNT(*) FROM " + index + "_docsize")) {
      return false;
    }
    var samples =
        sql.list(
            row -> Map.entry(row.getLong(1), row.getString(2)),
            "SELECT doc, content FROM search_doc ORDER BY doc DESC LIMIT ?",
            SAMPLES);
    for (var sample : samples) {
      String word = sample.getValue().strip().split("\\s", 2)[0];
      boolean isLost =
          !word.isEmpty()
              && !word.startsWith("{")
              && sql.number(
                      "SELECT 1 FROM " + index + " WHERE " + index + " MATCH ? AND rowid = ?",
                      '"' + word + '"',
                      sample.getKey())
                  != 1;
      if (isLost) {
        return false;
      }
    }
    return true;
  }

  private Question question(Filter filter) {
    var from = new StringBuilder();
    var arguments = new ArrayList<@Nullable Object>();
    if (filter.match() == null) {
      from.append(" FROM search_doc d WHERE d.type = ?");
    } else {
      from.append(" FROM " + index + " JOIN search_doc d ON d.doc = " + index + ".rowid");
      from.append(" WHERE " + index + " MATCH ? AND d.type = ?");
      arguments.add(filter.match());
    }
    arguments.add(filter.type());
    filter
        .facets()
        .forEach((attribute, value) -> {
          from.append(" AND EXISTS (SELECT 1 FROM search_facet v");
          from.append(" WHERE v.doc = d.doc AND v.attribute = ? AND v.value = ?)");
          arguments.add(attribute);
          arguments.add(value);
        });
    if (filter.inStock() != null) {
      from.append(filter.inStock() ? " AND" : " AND NOT");
      from.append(" EXISTS (SELECT 1 FROM search_stock s WHERE s.stocked = d.id AND s.pieces > 0)");
    }
    return new Question(from.toString(), arguments);
  }
}
