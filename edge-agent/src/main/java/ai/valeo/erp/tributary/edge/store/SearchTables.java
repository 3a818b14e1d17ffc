package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The search index: full-text tables (FTS5) and what counts and filters beside them. All of it can
 * be made again from the entities. Each time it is made anew its full-text tables get another
 * generation as part of their names, for SQLite cannot drop a damaged one.
 */
public final class SearchTables {

  private static final String INDEX = "search_index_";
  private static final List<String> PLAIN =
      List.of("search_doc", "search_facet", "search_stock", "search_word", ListTable.NAME);
  private static final List<String> MAKE =
      List.of(
          // content: the folded words of title, description and tags, then the facets, a line each
          """
          CREATE TABLE search_doc (
            doc INTEGER PRIMARY KEY,
            entity TEXT NOT NULL UNIQUE,
            type TEXT NOT NULL,
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            content TEXT NOT NULL
          ) STRICT
          """,
          "CREATE INDEX search_title ON search_doc (type, title, entity)",
          """
          CREATE TABLE search_facet (
            doc INTEGER NOT NULL,
            attribute TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (doc, attribute, value)
          ) STRICT, WITHOUT ROWID
          """,
          """
          CREATE TABLE search_stock (
            entity TEXT PRIMARY KEY,
            stocked TEXT NOT NULL,
            pieces INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID
          """,
          "CREATE INDEX search_stocked ON search_stock (stocked) WHERE pieces > 0",
          """
          CREATE TABLE search_word (
            word_id INTEGER PRIMARY KEY,
            word TEXT NOT NULL UNIQUE,
            shown TEXT NOT NULL,
            docs INTEGER NOT NULL
          ) STRICT
          """);

  private final Sql sql;

  SearchTables(Sql sql) {
    this.sql = sql;
  }

  /**
   * What the index is.
   *
   * @param generation part of the names of its full-text tables
   * @param fingerprint what it was made for and by; empty = must be made anew
   * @param builtTo the last entity it was built to; none = it is whole
   */
  public record Meta(int generation, String fingerprint, @Nullable String builtTo) {}

  /**
   * What of an entity is found.
   *
   * @param shownTitle its title as people read it
   * @param title the folded words of its title
   * @param description the folded words of its description
   * @param tags the folded words of its tags
   * @param facets values by attribute
   */
  public record Document(
      String shownTitle,
      String title,
      String description,
      String tags,
      SortedMap<String, SortedSet<String>> facets) {

    String content() {
      return title + '\n' + description + '\n' + tags + '\n' + facets;
    }
  }

  /** A stock of something. */
  public record Stock(String stocked, long pieces) {}

  /** The row of an entity's document. */
  record Row(long doc, String content) {}

  /** What the index is; none if there never was one. */
  public @Nullable Meta meta() {
    return sql.first(
            row -> new Meta(row.getInt(1), row.getString(2), row.getString(3)),
            "SELECT generation, fingerprint, built_to FROM search_meta")
        .orElse(null);
  }

  /** Makes an empty index of a generation of its own. */
  public void make(String fingerprint) {
    int generation = generations().stream().mapToInt(each -> each + 1).max().orElse(1);
    PLAIN.forEach(table -> sql.run("DROP TABLE IF EXISTS " + table));
    MAKE.forEach(sql::run);
    ListTable.TABLE.forEach(sql::run);
    sql.run(
        "CREATE VIRTUAL TABLE "
            + index(generation)
            + " USING fts5(title, description, tags, content='', contentless_delete=1,"
            + " tokenize='ascii', prefix='2 3')");
    sql.run(
        "CREATE VIRTUAL TABLE "
            + trigrams(generation)
            + " USING fts5(word, content='', contentless_delete=1,"
            + " tokenize='trigram case_sensitive 1')");
    sql.update("INSERT OR REPLACE INTO search_meta VALUES (1, ?, ?, '')", generation, fingerprint);
  }

  /** The generations whose full-text tables are there, in use or not. */
  public List<Integer> generations() {
    return sql.list(
        row -> Integer.parseInt(row.getString(1).substring(INDEX.length())),
        "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE " + INDEX + "%'");
  }

  /** Drops the full-text tables of a generation. */
  public void drop(int generation) {
    sql.run("DROP TABLE IF EXISTS " + index(generation));
    sql.run("DROP TABLE IF EXISTS " + trigrams(generation));
  }

  /** Notes how far it is built. */
  public void built(@Nullable String to) {
    sql.update("UPDATE search_meta SET built_to = ?", to);
  }

  /** Notes that it must be made anew. */
  public void markStale() {
    sql.update("UPDATE search_meta SET fingerprint = ''");
  }

  /** Keys of a type behind a key, in order. */
  public List<EntityKey> keysToBuild(String behind, int limit) {
    return sql.list(
        row -> EntityKey.parse(row.getString(1)),
        "SELECT entity FROM entity WHERE entity > ?1"
            + " UNION SELECT entity FROM outbox WHERE sequence = 0 AND entity > ?1"
            + " UNION SELECT entity FROM outbox WHERE sequence > 0 AND entity > ?1"
            + " ORDER BY entity LIMIT ?2",
        behind,
        limit);
  }

  /** The documents of entities, as far as there are any. */
  Map<EntityKey, Row> rows(KeyList keys) {
    var rows = new HashMap<EntityKey, Row>();
    sql.list(
        row -> rows.put(keys.key(row.getString(3)), row(row)),
        "SELECT doc, content, entity FROM search_doc WHERE entity IN " + KeyList.IN,
        keys.argument());
    return rows;
  }

  /** What entities say of stocks, as far as they do. */
  Map<EntityKey, Stock> stocks(KeyList keys) {
    var stocks = new HashMap<EntityKey, Stock>();
    sql.list(
        row -> stocks.put(keys.key(row.getString(1)), new Stock(row.getString(2), row.getLong(3))),
        "SELECT entity, stocked, pieces FROM search_stock WHERE entity IN " + KeyList.IN,
        keys.argument());
    return stocks;
  }

  /** Adds a document or replaces the one there is. */
  void put(int generation, EntityKey key, @Nullable Row before, Document document) {
    if (before != null) {
      remove(generation, before);
    }
    sql.update(
        "INSERT INTO search_doc (doc, entity, type, id, title, content) VALUES (?, ?, ?, ?, ?, ?)",
        before == null ? null : before.doc(),
        key.toString(),
        key.entityType(),
        key.entityId(),
        document.shownTitle(),
        document.content());
    long doc = before == null ? sql.number("SELECT last_insert_rowid()") : before.doc();
    sql.update(
        "INSERT INTO " + index(generation) + " (rowid, title, description, tags) VALUES (?,?,?,?)",
        doc,
        document.title(),
        document.description(),
        document.tags());
    for (Map.Entry<String, SortedSet<String>> facet : document.facets().entrySet()) {
      for (String value : facet.getValue()) {
        sql.update("INSERT INTO search_facet VALUES (?, ?, ?)", doc, facet.getKey(), value);
      }
    }
  }

  /** Removes a document. */
  void remove(int generation, Row row) {
    sql.update("DELETE FROM search_doc WHERE doc = ?", row.doc());
    sql.update("DELETE FROM " + index(generation) + " WHERE rowid = ?", row.doc());
    sql.update("DELETE FROM search_facet WHERE doc = ?", row.doc());
  }

  /** Stores or removes what an entity says of a stock. */
  void putStock(EntityKey key, @Nullable Stock stock) {
    if (stock == null) {
      sql.update("DELETE FROM search_stock WHERE entity = ?", key.toString());
      return;
    }
    sql.update(
        "INSERT OR REPLACE INTO search_stock VALUES (?, ?, ?)",
        key.toString(),
        stock.stocked(),
        stock.pieces());
  }

  /** One document more, or less, has the word. */
  void count(int generation, String word, String shown, int change) {
    boolean isNew =
        change > 0
            && sql.update(
                    "INSERT OR IGNORE INTO search_word (word, shown, docs) VALUES (?, ?, ?)",
                    word,
                    shown,
                    change)
                == 1;
    if (isNew) {
      long id = sql.number("SELECT last_insert_rowid()");
      sql.update(
          "INSERT INTO " + trigrams(generation) + " (rowid, word) VALUES (?, ?)", id, marked(word));
      return;
    }
    sql.update("UPDATE search_word SET docs = docs + ? WHERE word = ?", change, word);
    if (change < 0) {
      dropUnused(generation, word);
    }
  }

  private void dropUnused(int generation, String word) {
    sql.first(
            row -> row.getLong(1),
            "SELECT word_id FROM search_word WHERE word = ? AND docs <= 0",
            word)
        .ifPresent(id -> {
          sql.update("DELETE FROM search_word WHERE word_id = ?", id);
          sql.update("DELETE FROM " + trigrams(generation) + " WHERE rowid = ?", id);
        });
  }

  /** Writes what the full-text tables gather, so that they fail here and not at the commit. */
  void flush(int generation) {
    for (String table : List.of(index(generation), trigrams(generation))) {
      sql.update("INSERT INTO " + table + " (" + table + ") VALUES ('flush')");
    }
  }

  /** A word as its trigrams are made of it; with the first and the last letter as trigrams too. */
  public static String marked(String word) {
    return "__" + word + "__";
  }

  static String index(int generation) {
    return INDEX + generation;
  }

  static String trigrams(int generation) {
    return "search_trigram_" + generation;
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getLong(1), row.getString(2));
  }
}
