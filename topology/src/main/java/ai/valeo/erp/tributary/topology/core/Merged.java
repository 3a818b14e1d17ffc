package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.topology.core.decision.AuditFacts;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import org.jspecify.annotations.Nullable;

/**
 * What merging one mutation gave.
 *
 * @param next the entity afterwards; none if there is none. Where {@code audit} is given, its hash
 *     must be noted with {@link EntityState#withAudit} before the next mutation of the entity
 * @param outcome the answer
 * @param conflict the conflict met, or none
 * @param audit the audit entry, or none if there is no entity
 */
public record Merged(
    @Nullable EntityState next,
    OutcomeFacts outcome,
    @Nullable ConflictFacts conflict,
    @Nullable AuditFacts audit) {}
