package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The columns that a mutation fills in the outbox and in the list of those that need attention. */
final class MutationRow {

  /** Column names in the order of {@link #read}. */
  static final String COLUMNS =
      "mutation_id, entity, operation, changes, priority, actor, reason, idempotency_key,"
          + " correlation_id, traceparent, base_version, hlc_ms, hlc_counter, captured_ms";

  /** Number of columns. */
  static final int COUNT = 14;

  private MutationRow() {}

  /** Reads the first {@link #COUNT} columns. */
  static CapturedMutation read(ResultSet row) throws SQLException {
    String correlationId = row.getString(9);
    Trace trace = correlationId == null ? null : new Trace(correlationId, row.getString(10));
    var note = new Draft.Note(row.getString(6), row.getString(7), row.getString(8), trace);
    var draft =
        new Draft(
            EntityKey.parse(row.getString(2)),
            OperationType.valueOf(row.getString(3)),
            ValueJson.readChanges(row.getString(4)),
            row.getInt(5),
            note);
    return new CapturedMutation(
        new MutationId(row.getString(1)),
        draft,
        row.getLong(11),
        new Hlc(row.getLong(12), row.getInt(13)),
        row.getLong(14));
  }
}
