package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Receipt;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** First results by the clients' idempotency keys; they outlive the mutations. */
public final class IdempotencyTable {

  private final Sql sql;

  IdempotencyTable(Sql sql) {
    this.sql = sql;
  }

  /**
   * What was captured under a key first.
   *
   * @param id the mutation
   * @param key its entity
   * @param hlc the node's clock at capture
   * @param receipt what was asked and told, or none if nobody said
   */
  public record First(MutationId id, EntityKey key, Hlc hlc, @Nullable Receipt receipt) {}

  /** The first result under a key. */
  public Optional<First> get(String idempotencyKey) {
    return sql.first(
        row ->
            new First(
                new MutationId(row.getString(1)),
                EntityKey.parse(row.getString(2)),
                new Hlc(row.getLong(3), row.getInt(4)),
                receipt(row.getString(5), row.getString(6))),
        "SELECT mutation_id, entity, hlc_ms, hlc_counter, request, answer FROM idempotency"
            + " WHERE idempotency_key = ?",
        idempotencyKey);
  }

  /** Remembers a mutation under a key, from a point in steady time on. */
  public void put(
      String idempotencyKey, CapturedMutation mutation, @Nullable Receipt receipt, long steadyMs) {
    sql.update(
        "INSERT INTO idempotency (idempotency_key, mutation_id, entity, hlc_ms, hlc_counter,"
            + " captured_ms, request, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        idempotencyKey,
        mutation.id().value(),
        mutation.draft().key().toString(),
        mutation.hlc().wallMs(),
        mutation.hlc().counter(),
        steadyMs,
        receipt == null ? null : receipt.request(),
        receipt == null ? null : receipt.answer());
  }

  /** Forgets keys given before a point in steady time, at most so many; returns how many. */
  public int forgetBefore(long steadyMs, int limit) {
    return sql.update(
        "DELETE FROM idempotency WHERE idempotency_key IN"
            + " (SELECT idempotency_key FROM idempotency WHERE captured_ms < ? LIMIT ?)",
        steadyMs,
        limit);
  }

  private static @Nullable Receipt receipt(@Nullable String request, @Nullable String answer) {
    return request == null || answer == null ? null : new Receipt(request, answer);
  }
}
