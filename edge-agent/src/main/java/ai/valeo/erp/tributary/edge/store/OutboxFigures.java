package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.OutboxStatistics;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Counts what waits in the outbox. */
public final class OutboxFigures {

  private final Sql sql;

  OutboxFigures(Sql sql) {
    this.sql = sql;
  }

  private record Group(int priority, String type, long count, long bytes) {}

  /** All figures; reads the whole outbox. */
  public OutboxStatistics all() {
    var groups =
        sql.list(
            row -> new Group(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4)),
            "SELECT priority, substr(entity, 1, instr(entity, ':') - 1), COUNT(*),"
                + " SUM(octet_length(changes)) FROM outbox WHERE phase < 3 GROUP BY 1, 2");
    var byPriority = new TreeMap<Integer, Long>();
    var byType = new TreeMap<String, Long>();
    long bytes = 0;
    for (Group group : groups) {
      byPriority.merge(group.priority(), group.count(), Long::sum);
      byType.merge(group.type(), group.count(), Long::sum);
      bytes += group.bytes();
    }
    return new OutboxStatistics(byPriority, byType, oldestCapturedMs(), retries(), bytes);
  }

  /** When the oldest mutation without an answer was captured. */
  public OptionalLong oldestCapturedMs() {
    return sql.first(
            row -> row.getLong(1),
            "SELECT captured_ms FROM outbox WHERE phase < 3 ORDER BY place LIMIT 1")
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /** How often mutations without an answer were sent again. */
  public long retries() {
    return sql.number("SELECT SUM(retries) FROM outbox WHERE sequence > 0 AND phase < 3");
  }

  /** Bytes of the store's file, free pages in it included. */
  public long storeBytes() {
    return sql.number("PRAGMA page_count") * sql.number("PRAGMA page_size");
  }

  /** Bytes of the store's contents, without free pages. */
  public long usedBytes() {
    long pages = sql.number("PRAGMA page_count") - sql.number("PRAGMA freelist_count");
    return pages * sql.number("PRAGMA page_size");
  }
}
