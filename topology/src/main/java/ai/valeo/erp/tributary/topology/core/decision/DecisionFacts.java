package ai.valeo.erp.tributary.topology.core.decision;

import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one attribute, by which strategy, against whom, and which value lost.
 *
 * @param attribute name of the attribute; {@link #ENTITY} = the entity as a whole
 * @param result what happened
 * @param strategy the strategy that decided
 * @param concurrent whether the change had not seen what it met
 * @param against origin of what it met, or none
 * @param lost the value that lost, whichever side it came from, or none
 * @param note anything else that mattered, or none
 */
public record DecisionFacts(
    String attribute,
    Result result,
    String strategy,
    boolean concurrent,
    @Nullable Stamp against,
    @Nullable Value lost,
    @Nullable String note) {

  /** In place of an attribute's name: the entity as a whole. */
  public static final String ENTITY = "*";
}
