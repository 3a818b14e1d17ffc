package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.OutboxStatistics;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Counts what waits in the outbox. */
public final class OutboxFigures {

  /**
   * A table that triggers keep, so that no question needs to count. Unanswered are the phases 0 to
   * 2, sent of these 1 and 2; see the table of the outbox.
   */
  static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE outbox_figure (
            priority INTEGER NOT NULL,
            type TEXT NOT NULL,
            unanswered INTEGER NOT NULL,
            sent INTEGER NOT NULL,
            answered INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            retries INTEGER NOT NULL,
            PRIMARY KEY (priority, type)
          ) STRICT, WITHOUT ROWID
          """,
          """
          INSERT INTO outbox_figure
            SELECT priority, substr(entity, 1, instr(entity, ':') - 1), SUM(phase < 3),
              SUM(phase IN (1, 2)), SUM(phase = 3), SUM((phase < 3) * octet_length(changes)),
              SUM((phase < 3) * retries)
            FROM outbox GROUP BY 1, 2
          """,
          """
          CREATE TRIGGER outbox_added AFTER INSERT ON outbox BEGIN
            INSERT OR IGNORE INTO outbox_figure VALUES (
              NEW.priority, substr(NEW.entity, 1, instr(NEW.entity, ':') - 1), 0, 0, 0, 0, 0);
            UPDATE outbox_figure SET
                unanswered = unanswered + (NEW.phase < 3),
                sent = sent + (NEW.phase IN (1, 2)),
                answered = answered + (NEW.phase = 3),
                bytes = bytes + (NEW.phase < 3) * octet_length(NEW.changes),
                retries = retries + (NEW.phase < 3) * NEW.retries
              WHERE priority = NEW.priority
                AND type = substr(NEW.entity, 1, instr(NEW.entity, ':') - 1);
          END
          """,
          """
          CREATE TRIGGER outbox_removed AFTER DELETE ON outbox BEGIN
            UPDATE outbox_figure SET
                unanswered = unanswered - (OLD.phase < 3),
                sent = sent - (OLD.phase IN (1, 2)),
                answered = answered - (OLD.phase = 3),
                bytes = bytes - (OLD.phase < 3) * octet_length(OLD.changes),
                retries = retries - (OLD.phase < 3) * OLD.retries
              WHERE priority = OLD.priority
                AND type = substr(OLD.entity, 1, instr(OLD.entity, ':') - 1);
          END
          """,
          """
          CREATE TRIGGER outbox_moved AFTER UPDATE OF phase, retries ON outbox
              WHEN OLD.retries <> NEW.retries OR (OLD.phase IN (1, 2)) <> (NEW.phase IN (1, 2))
                OR (OLD.phase = 3) <> (NEW.phase = 3) BEGIN
            UPDATE outbox_figure SET
                unanswered = unanswered + (NEW.phase < 3) - (OLD.phase < 3),
                sent = sent + (NEW.phase IN (1, 2)) - (OLD.phase IN (1, 2)),
                answered = answered + (NEW.phase = 3) - (OLD.phase = 3),
                bytes = bytes + ((NEW.phase < 3) - (OLD.phase < 3)) * octet_length(NEW.changes),
                retries = retries + (NEW.phase < 3) * NEW.retries - (OLD.phase < 3) * OLD.retries
              WHERE priority = NEW.priority
                AND type = substr(NEW.entity, 1, instr(NEW.entity, ':') - 1);
          END
          """);

  private final Sql sql;

  OutboxFigures(Sql sql) {
    this.sql = sql;
  }

  private record Group(int priority, String type, long count, long bytes) {}

  /** All figures; they are kept as the outbox changes, so its size does not matter. */
  public OutboxStatistics all() {
    var groups =
        sql.list(
            row -> new Group(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4)),
            "SELECT priority, type, unanswered, bytes FROM outbox_figure"
                + " WHERE unanswered > 0");
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
    return sql.number("SELECT SUM(retries) FROM outbox_figure");
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
