package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.SettledMutation;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mutations that are over, for as long as the node keeps them to be looked at. */
public final class SettledTable {

  private static final String COLUMNS =
      "mutation_id, entity, operation, state, code, version, sequence, retry_of, captured_ms";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM settled ";
  private static final String INSERT = "INSERT INTO settled (" + COLUMNS + ", settled_ms) ";

  private final Sql sql;

  SettledTable(Sql sql) {
    this.sql = sql;
  }

  /** How a sent mutation of the outbox has ended. */
  public record Ended(long sequence, Verdict verdict) {}

  /** Notes a sent mutation of the outbox as over. */
  public void putSent(long sequence, Verdict verdict, long steadyMs) {
    putSent(List.of(new Ended(sequence, verdict)), steadyMs);
  }

  /** Notes sent mutations of the outbox as over. */
  public void putSent(List<Ended> ended, long steadyMs) {
    sql.updateRows(
        INSERT
            + "SELECT mutation_id, entity, operation, given.value ->> 0, given.value ->> 1,"
            + " given.value ->> 2, sequence, retry_of, captured_ms, given.value ->> 3 FROM "
            + RowList.GIVEN
            + " CROSS JOIN outbox"
            + " WHERE outbox.sequence > 0 AND outbox.sequence = given.value ->> 4",
        ended.stream()
            .map(of ->
                new @Nullable Object[] {
                  of.verdict().state().name(),
                  of.verdict().code(),
                  of.verdict().version(),
                  steadyMs,
                  of.sequence()
                })
            .toList());
  }

  /** Notes a mutation that needed attention as over. */
  public void putAttended(MutationId id, Verdict verdict, long steadyMs) {
    sql.update(
        INSERT
            + "SELECT mutation_id, entity, operation, ?, ?, ?, sequence, retry_of, captured_ms, ?"
            + " FROM attention WHERE mutation_id = ?",
        verdict.state().name(),
        verdict.code(),
        verdict.version(),
        steadyMs,
        id.value());
  }

  /** A mutation that is over and still kept. */
  public Optional<SettledMutation> get(MutationId id) {
    return sql.first(SettledTable::read, SELECT + "WHERE mutation_id = ?", id.value());
  }

  /** The latest ones, the last first. */
  public List<SettledMutation> latest(int limit) {
    return sql.list(SettledTable::read, SELECT + "ORDER BY place DESC LIMIT ?", limit);
  }

  /** The latest ones that were overruled somewhere, the last first. */
  public List<SettledMutation> overruled(int limit) {
    return sql.list(
        SettledTable::read,
        SELECT
            + "WHERE place IN (SELECT settled.place"
            + " FROM (SELECT DISTINCT mutation_id FROM overruling) one"
            + " CROSS JOIN settled ON settled.mutation_id = one.mutation_id)"
            + " ORDER BY place DESC LIMIT ?", // few are overruled, many are over
        limit);
  }

  /** Number of mutations kept. */
  public long count() {
    return sql.number("SELECT COUNT(*) FROM settled");
  }

  /** Forgets mutations that were over before a point in time, at most so many; returns how many. */
  public int forgetBefore(long steadyMs, int limit) {
    return sql.update(
        "DELETE FROM settled WHERE place IN (SELECT place FROM"
            + " (SELECT place, settled_ms FROM settled ORDER BY place LIMIT ?)"
            + " WHERE settled_ms < ?)",
        limit,
        steadyMs);
  }

  private static SettledMutation read(ResultSet row) throws SQLException {
    var verdict =
        new Verdict(
            MutationState.valueOf(row.getString(4)), row.getString(5), null, row.getLong(6));
    String retryOf = row.getString(8);
    return new SettledMutation(
        new MutationId(row.getString(1)),
        EntityKey.parse(row.getString(2)),
        OperationType.valueOf(row.getString(3)),
        verdict,
        row.getLong(7),
        retryOf == null ? null : new MutationId(retryOf),
        row.getLong(9));
  }
}
