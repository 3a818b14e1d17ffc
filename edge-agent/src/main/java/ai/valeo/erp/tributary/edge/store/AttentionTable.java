package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** FAILED and CONFLICT mutations until somebody acknowledges them. */
public final class AttentionTable {

  private static final String SELECT =
      "SELECT "
          + MutationRow.COLUMNS
          + ", sequence, state, code, message, version, answered_ms, retry_of FROM attention ";
  private static final String PUT =
      "INSERT OR REPLACE INTO attention ("
          + MutationRow.COLUMNS
          + ", sequence, state, code, message, version, answered_ms, retry_of)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Sql sql;

  AttentionTable(Sql sql) {
    this.sql = sql;
  }

  /** Adds a mutation, or replaces what was known of it; it is not acknowledged any more. */
  public void put(Attention item) {
    CapturedMutation mutation = item.mutation();
    Draft draft = mutation.draft();
    Trace trace = draft.note().trace();
    Answer.Verdict verdict = item.verdict();
    sql.update(
        PUT,
        mutation.id().value(),
        draft.key().toString(),
        draft.operation().name(),
        ValueJson.write(draft.changes()),
        draft.priority(),
        draft.note().actor(),
        draft.note().reason(),
        draft.note().idempotencyKey(),
        trace == null ? null : trace.correlationId(),
        trace == null ? null : trace.traceparent(),
        mutation.baseVersion(),
        mutation.hlc().wallMs(),
        mutation.hlc().counter(),
        mutation.capturedAtMs(),
        item.sequence(),
        verdict.state().name(),
        verdict.code(),
        verdict.message(),
        verdict.version(),
        item.answeredAtMs(),
        item.retryOf() == null ? null : item.retryOf().value());
  }

  /** A mutation that is here, acknowledged or not. */
  public Optional<Attention> get(MutationId id) {
    return sql.first(AttentionTable::read, SELECT + "WHERE mutation_id = ?", id.value());
  }

  /** A mutation that is here and not acknowledged. */
  public Optional<Attention> open(MutationId id) {
    return sql.first(
        AttentionTable::read, SELECT + "WHERE mutation_id = ? AND acknowledged = 0", id.value());
  }

  /** What is not acknowledged, in the order of arrival. */
  public List<Attention> open(int limit) {
    return sql.list(
        AttentionTable::read,
        SELECT + "WHERE acknowledged = 0 ORDER BY answered_ms, sequence LIMIT ?",
        limit);
  }

  /** What waits for a person at the centre, acknowledged or not, in no order. */
  public List<Attention> conflicts() {
    return sql.list(AttentionTable::read, SELECT + "WHERE state = 'CONFLICT'");
  }

  /** Removes a mutation. */
  public void remove(MutationId id) {
    sql.update("DELETE FROM attention WHERE mutation_id = ?", id.value());
  }

  /**
   * Takes a mutation out of sight. A FAILED one is forgotten; a CONFLICT stays in the background
   * until its last outcome.
   *
   * @return whether it was in sight
   */
  public boolean acknowledge(MutationId id) {
    int forgotten =
        sql.update("DELETE FROM attention WHERE mutation_id = ? AND state = 'FAILED'", id.value());
    int hidden =
        sql.update(
            "UPDATE attention SET acknowledged = 1 WHERE mutation_id = ? AND acknowledged = 0",
            id.value());
    return forgotten + hidden > 0;
  }

  /** The states in sight of all entities from one to another, both included. */
  public Map<EntityKey, Set<MutationState>> states(EntityKey first, EntityKey last) {
    return states(
        "SELECT entity, state FROM attention WHERE entity BETWEEN ? AND ? AND acknowledged = 0",
        first.toString(),
        last.toString());
  }

  /** The states in sight of entities. */
  public Map<EntityKey, Set<MutationState>> states(KeyList keys) {
    return states(
        "SELECT entity, state FROM attention WHERE acknowledged = 0 AND entity IN " + KeyList.IN,
        keys.argument());
  }

  private Map<EntityKey, Set<MutationState>> states(String query, Object... arguments) {
    var states = new HashMap<EntityKey, Set<MutationState>>();
    sql.list(
        row ->
            states
                .computeIfAbsent(
                    EntityKey.parse(row.getString(1)), key -> EnumSet.noneOf(MutationState.class))
                .add(MutationState.valueOf(row.getString(2))),
        query,
        arguments);
    return states;
  }

  /** Number of mutations of that state in sight. */
  public long count(MutationState state) {
    return sql.number(
        "SELECT COUNT(*) FROM attention WHERE state = ? AND acknowledged = 0", state.name());
  }

  private static Attention read(ResultSet row) throws SQLException {
    int first = MutationRow.COUNT + 1;
    var verdict =
        new Answer.Verdict(
            MutationState.valueOf(row.getString(first + 1)),
            row.getString(first + 2),
            row.getString(first + 3),
            row.getLong(first + 4));
    String retryOf = row.getString(first + 6);
    return new Attention(
        MutationRow.read(row),
        row.getLong(first),
        verdict,
        row.getLong(first + 5),
        retryOf == null ? null : new MutationId(retryOf));
  }
}
