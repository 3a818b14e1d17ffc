package ai.valeo.erp.tributary.edge.store;

import java.util.Optional;

/** Answers that were deleted at the centre before this node had read them. */
public final class MissedTable {

  private final Sql sql;

  MissedTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * What is missed.
   *
   * @param upTo mutations above this publish number cannot be concerned
   * @param searched whether the centre's audit trail was read for them
   * @param waits how often they were waited for in vain since
   */
  public record Missed(long upTo, boolean searched, int waits) {}

  /** What is missed, if anything. */
  public Optional<Missed> get() {
    return sql.first(
        row -> new Missed(row.getLong(1), row.getInt(2) == 1, row.getInt(3)),
        "SELECT up_to, searched, waits FROM missed");
  }

  /** Notes that answers to mutations up to a publish number may be gone. */
  public void note(long upTo) {
    sql.update("INSERT OR REPLACE INTO missed VALUES (1, ?, 0, 0)", upTo);
  }

  /** The audit trail was read for them. */
  public void searched() {
    sql.update("UPDATE missed SET searched = 1");
  }

  /** They were waited for once more. */
  public void waited() {
    sql.update("UPDATE missed SET waits = waits + 1");
  }

  /** The one that was waited for is over; the waiting begins anew. */
  public void progressed() {
    sql.update("UPDATE missed SET waits = 0");
  }

  /** Nothing is missed any more. */
  public void clear() {
    sql.update("DELETE FROM missed");
  }
}
