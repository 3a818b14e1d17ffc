package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Merges the mutations of a batch in their order, with one look-up of each entity (rule R11). A
 * mutation that fails fails alone.
 */
public final class BatchMerge {

  private BatchMerge() {}

  /**
   * What merging a batch gave.
   *
   * @param merged one for each mutation, in the order of the batch
   * @param entities the entities afterwards that there are
   * @param failures mutations on which the core itself failed
   */
  public record Batch(
      List<Merged> merged, SortedMap<EntityKey, EntityState> entities, List<Failure> failures) {}

  /**
   * A mutation on which the core failed; it has its outcome, FAILED INTERNAL.
   *
   * @param received the mutation
   * @param cause the failure
   */
  public record Failure(Received received, RuntimeException cause) {}

  /**
   * Merges a batch.
   *
   * @param states looks up an entity as it was before the batch
   * @param seal gives the hash of an audit entry as it will be written; pure
   */
  public static Batch merge(
      List<Received> batch,
      Function<EntityKey, @Nullable EntityState> states,
      Function<AuditFacts, ChainHash> seal,
      MergeContext context) {
    var merged = new ArrayList<Merged>(batch.size());
    var failures = new ArrayList<Failure>(0);
    var entities = new TreeMap<EntityKey, EntityState>();
    for (Received received : batch) {
      EntityKey key = received.mutation().key();
      EntityState before = entities.get(key);
      if (before == null) {
        before = states.apply(key);
      }
      Merged one;
      try {
        one = sealed(MergeCore.merge(before, received, context), seal);
      } catch (RuntimeException e) {
        failures.add(new Failure(received, e));
        one = new Merged(before, internal(before, received, context), null, null);
      }
      merged.add(one);
      EntityState next = one.next();
      if (next != null) {
        entities.put(key, next);
      }
    }
    return new Batch(List.copyOf(merged), entities, List.copyOf(failures));
  }

  private static Merged sealed(Merged merged, Function<AuditFacts, ChainHash> seal) {
    EntityState next = merged.next();
    AuditFacts audit = merged.audit();
    return next == null || audit == null
        ? merged
        : new Merged(
            next.withAudit(audit.number(), seal.apply(audit)),
            merged.outcome(),
            merged.conflict(),
            audit);
  }

  /** The outcome of a mutation on which the core failed; the entity stays as it was. */
  public static OutcomeFacts internal(
      @Nullable EntityState before, Received received, MergeContext context) {
    MutationFacts mutation = received.mutation();
    return new OutcomeFacts(
        mutation.id(),
        mutation.edgeNode(),
        mutation.sequence(),
        mutation.entityType(),
        mutation.entityId(),
        OutcomeState.FAILED,
        Reason.INTERNAL,
        "the centre failed on this mutation",
        before == null ? 0 : before.version(),
        List.of(),
        context.batch(),
        context.policyVersion(),
        received.recordTimeMs());
  }
}
