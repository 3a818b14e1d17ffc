package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.Value;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one attribute.
 *
 * @param entityType type of the entity, which tells how to write the value
 * @param entityId the entity
 * @param attribute the attribute; * = the entity as a whole
 * @param result what happened
 * @param strategy the strategy that decided, as the type declares it
 * @param concurrent whether the change had not seen what it met
 * @param against what it met
 * @param lost the value that lost
 * @param note anything else
 */
public record DecisionView(
    String entityType,
    String entityId,
    String attribute,
    String result,
    String strategy,
    boolean concurrent,
    @Nullable StampView against,
    @Nullable Value lost,
    @Nullable String note) {}
