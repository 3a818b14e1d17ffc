package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ruling gave.
 *
 * @param next the entity afterwards; none if there is none. Where {@code audit} is given, its hash
 *     must be noted with {@link EntityState#withAudit}
 * @param outcome the answer to the ruling
 * @param ended the final answers to the mutations that waited
 * @param conflicts the conflicts that are over, one for each of these
 * @param audit the audit entry, or none if there is no entity
 */
public record Ruled(
    @Nullable EntityState next,
    OutcomeFacts outcome,
    List<OutcomeFacts> ended,
    List<ConflictFacts> conflicts,
    @Nullable AuditFacts audit) {

  public Ruled {
    ended = List.copyOf(ended);
    conflicts = List.copyOf(conflicts);
  }
}
