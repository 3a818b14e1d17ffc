package ai.valeo.erp.tributary.topology.core.decision;

import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * One attribute in dispute, with both sides.
 *
 * @param attribute name of the attribute; {@link DecisionFacts#ENTITY} = the entity as a whole
 * @param strategy the strategy that decided
 * @param present the value that stood there, or none
 * @param presentStamp where it came from, or none
 * @param offered the operand of the change that came, or none
 * @param operator its operator
 * @param result the value afterwards, or none
 * @param winner mutation id of the side that won; both, joined by a comma, when both count
 */
public record ContenderFacts(
    String attribute,
    String strategy,
    @Nullable Value present,
    @Nullable Stamp presentStamp,
    @Nullable Value offered,
    Operator operator,
    @Nullable Value result,
    String winner) {}
