package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.Value;
import org.jspecify.annotations.Nullable;

/**
 * One attribute that a mutation touched.
 *
 * @param entityType type of the entity, which tells how to write the values
 * @param entityId the entity
 * @param attribute the attribute; * = the entity as a whole
 * @param before its value before
 * @param after its value after
 * @param decision how it came about; none for what went without a decision of its own
 */
public record ChangedView(
    String entityType,
    String entityId,
    String attribute,
    @Nullable Value before,
    @Nullable Value after,
    @Nullable DecisionView decision) {}
