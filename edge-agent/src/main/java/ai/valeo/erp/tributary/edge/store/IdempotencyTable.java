package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.Optional;

/** First results by the clients' idempotency keys; they outlive the mutations. */
public final class IdempotencyTable {

  private final Sql sql;

  IdempotencyTable(Sql sql) {
    this.sql = sql;
  }

  /** What was captured under a key first. */
  public record First(MutationId id, EntityKey key, Hlc hlc) {}

  /** The first result under a key. */
  public Optional<First> get(String idempotencyKey) {
    return sql.first(
        row ->
            new First(
                new MutationId(row.getString(1)),
                EntityKey.parse(row.getString(2)),
                new Hlc(row.getLong(3), row.getInt(4))),
        "SELECT mutation_id, entity, hlc_ms, hlc_counter FROM idempotency"
            + " WHERE idempotency_key = ?",
        idempotencyKey);
  }

  /** Remembers a mutation under a key, from a point in steady time on. */
  public void put(String idempotencyKey, CapturedMutation mutation, long steadyMs) {
    sql.update(
        "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?)",
        idempotencyKey,
        mutation.id().value(),
        mutation.draft().key().toString(),
        mutation.hlc().wallMs(),
        mutation.hlc().counter(),
        steadyMs);
  }

  /** Forgets keys given before a point in steady time, at most so many; returns how many. */
  public int forgetBefore(long steadyMs, int limit) {
    return sql.update(
        "DELETE FROM idempotency WHERE idempotency_key IN"
            + " (SELECT idempotency_key FROM idempotency WHERE captured_ms < ? LIMIT ?)",
        steadyMs,
        limit);
  }
}
