package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which answers.
 *
 * @param edgeNodeId only to mutations of this node
 * @param entityType only to mutations of entities of this type
 * @param entityId only to mutations of entities of this id
 * @param state only those that ended so
 * @param reason only those with this reason code
 * @param fromMs only of this time or later, milliseconds since 1970 UTC
 * @param beforeMs only before this time, milliseconds since 1970 UTC
 */
public record OutcomeQuery(
    @Nullable String edgeNodeId,
    @Nullable String entityType,
    @Nullable String entityId,
    @Nullable String state,
    @Nullable String reason,
    long fromMs,
    long beforeMs) {

  /** Every answer. */
  public static final OutcomeQuery ALL =
      new OutcomeQuery(null, null, null, null, null, Long.MIN_VALUE, Long.MAX_VALUE);

  /** Every answer to a node. */
  public static OutcomeQuery ofNode(String edgeNodeId) {
    return new OutcomeQuery(edgeNodeId, null, null, null, null, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  boolean fits(OutcomeView outcome) {
    return (edgeNodeId == null || edgeNodeId.equals(outcome.edgeNodeId()))
        && (entityType == null || entityType.equals(outcome.entityType()))
        && (entityId == null || entityId.equals(outcome.entityId()))
        && (state == null || state.equals(outcome.state()))
        && (reason == null || reason.equals(outcome.reason()))
        && outcome.decidedAtMs() >= fromMs
        && outcome.decidedAtMs() < beforeMs;
  }

  /** What the keys of the narrowest index begin with. */
  byte[] prefix() {
    if (entityType != null && entityId != null) {
      return OutcomeKeys.entity(entityType, entityId);
    }
    if (reason != null) {
      return OutcomeKeys.reason(reason);
    }
    if (edgeNodeId != null) {
      return OutcomeKeys.node(edgeNodeId);
    }
    return state == null || state.equals(OutcomeState.APPLIED.name())
        ? OutcomeKeys.all()
        : OutcomeKeys.state(state);
  }

  /** What makes a cursor one of this list. */
  String scope() {
    return "outcomes/" + new String(prefix(), StandardCharsets.UTF_8);
  }
}
