package ai.valeo.erp.tributary.edge.store;

/** Series of numbers that the node gives, e.g. to orders; a number is given at most once. */
public final class SeriesTable {

  private final Sql sql;

  SeriesTable(Sql sql) {
    this.sql = sql;
  }

  /** Takes the next numbers of a series, ascending from 1, and returns the first of them. */
  public long take(String series, int count) {
    sql.update("INSERT INTO series VALUES (?, 1) ON CONFLICT DO NOTHING", series);
    long first = sql.number("SELECT next FROM series WHERE name = ?", series);
    sql.update("UPDATE series SET next = ? WHERE name = ?", Math.addExact(first, count), series);
    return first;
  }
}
