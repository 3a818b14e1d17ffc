package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.StoreException.Code;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks whether a store's file is whole. */
public final class StoreCheck {

  private StoreCheck() {}

  /** Everything that is wrong with a file; reads all of it, also while it is in use. */
  public static List<String> full(StoreSettings settings) {
    try (Sql sql = Connections.reading(settings.file())) {
      return problems(sql, "integrity_check");
    }
  }

  /** Refuses a damaged file; reads all of it, but compares no index with its table. */
  static void quick(StoreSettings settings, Sql sql) {
    List<String> problems;
    try {
      problems = problems(sql, "quick_check");
    } catch (StoreException e) {
      throw e.code() == Code.DAMAGED ? damaged(settings, "it cannot be checked", e) : e;
    }
    if (!problems.isEmpty()) {
      throw damaged(settings, problems.getFirst(), null);
    }
  }

  private static StoreException damaged(
      StoreSettings settings, String words, @Nullable Throwable cause) {
    return new StoreException(
        Code.DAMAGED,
        settings.file() + ": " + words + "; `tributary edge repair` saves what it can",
        cause);
  }

  /** Table by table: the search index is not asked, since it finds out and makes itself anew. */
  private static List<String> problems(Sql sql, String check) {
    List<String> tables =
        sql.list(
            row -> row.getString(1),
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
                + " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%' ORDER BY name");
    var problems = new ArrayList<String>();
    for (String table : tables) {
      List<String> found =
          sql.list(row -> row.getString(1), "PRAGMA " + check + "('" + table + "')");
      if (!found.equals(List.of("ok"))) {
        found.forEach(problem -> problems.add(table + ": " + problem));
      }
    }
    return problems;
  }
}
