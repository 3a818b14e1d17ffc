package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attribute of an own mutation where its wish did not simply hold. The value that
 * holds instead is the entity's.
 *
 * @param attribute name of the attribute; * = the entity as a whole
 * @param result KEPT, SUPERSEDED, CLAMPED, BACKORDERED or ESCALATED
 * @param strategy the strategy that decided
 * @param against the change that stood against it, or none
 * @param lost the value that lost, or none
 */
public record Overruling(
    String attribute,
    String result,
    String strategy,
    @Nullable Opponent against,
    @Nullable Value lost) {

  /**
   * A change of somebody else, or an own one.
   *
   * @param node who made it
   * @param atMs when, by its clock, milliseconds since 1970 UTC
   * @param mutation the change
   */
  public record Opponent(String node, long atMs, MutationId mutation) {}
}
