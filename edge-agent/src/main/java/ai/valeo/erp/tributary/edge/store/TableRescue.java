package ai.valeo.erp.tributary.edge.store;

import java.util.List;

/** Copies what can be read of one table: from the beginning up to the damage, then from the end. */
final class TableRescue {

  private final Sql sql;
  private final String table;
  private boolean incomplete;

  TableRescue(Sql sql, String table) {
    this.sql = sql;
    this.table = table;
  }

  /** Copies, and returns the number of rows. */
  long run() {
    try {
      return copyAll();
    } catch (StoreException damaged) {
      incomplete = true;
    }
    sql.run("DELETE FROM main." + table);
    copySingly("ASC");
    copySingly("DESC");
    return sql.number("SELECT COUNT(*) FROM main." + table);
  }

  /** Whether something could not be read. */
  boolean isIncomplete() {
    return incomplete;
  }

  private long copyAll() {
    if (sql.number("SELECT COUNT(*) FROM old.sqlite_schema WHERE name = ?", table) == 0) {
      return 0; // made by a program that did not know it
    }
    String columns = columns();
    sql.run("BEGIN IMMEDIATE");
    try {
      sql.run("DELETE FROM main." + table);
      sql.run(insert(columns) + " SELECT " + columns + " FROM old." + table);
      sql.run("COMMIT");
    } catch (StoreException e) {
      sql.run("ROLLBACK");
      throw e;
    }
    return sql.number("SELECT COUNT(*) FROM main." + table);
  }

  /** Row after row, so that those before the damage are kept. */
  private void copySingly(String direction) {
    String columns;
    String order;
    try {
      columns = columns();
      order = key() + " " + direction;
    } catch (StoreException damaged) {
      return; // not even its shape can be read
    }
    try {
      sql.eachRow(
          "SELECT " + columns + " FROM old." + table + " ORDER BY " + order,
          insert(columns) + " VALUES " + marks(columns));
    } catch (StoreException damaged) {
      incomplete = true; // up to here
    }
  }

  private String insert(String columns) {
    return "INSERT OR IGNORE INTO main." + table + " (" + columns + ")";
  }

  /** Columns that both stores know. */
  private String columns() {
    List<String> names =
        sql.list(
            row -> row.getString(1),
            "SELECT name FROM pragma_table_info(?, 'main') WHERE name IN"
                + " (SELECT name FROM pragma_table_info(?, 'old'))",
            table,
            table);
    return String.join(", ", names);
  }

  private String key() {
    List<String> key =
        sql.list(
            row -> row.getString(1),
            "SELECT name FROM pragma_table_info(?, 'main') WHERE pk > 0 ORDER BY pk",
            table);
    return key.isEmpty() ? "rowid" : String.join(", ", key);
  }

  private static String marks(String columns) {
    return "(" + "?, ".repeat(columns.split(",", -1).length - 1) + "?)";
  }
}
