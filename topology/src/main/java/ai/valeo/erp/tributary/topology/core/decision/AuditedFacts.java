package ai.valeo.erp.tributary.topology.core.decision;

import ai.valeo.erp.tributary.schemas.entity.Value;
import org.jspecify.annotations.Nullable;

/**
 * One attribute in an audit entry.
 *
 * @param attribute name of the attribute; {@link DecisionFacts#ENTITY} = the entity as a whole
 * @param before its value before, or none
 * @param after its value after, or none
 * @param decision how it came about
 */
public record AuditedFacts(
    String attribute,
    @Nullable Value before,
    @Nullable Value after,
    @Nullable DecisionFacts decision) {}
