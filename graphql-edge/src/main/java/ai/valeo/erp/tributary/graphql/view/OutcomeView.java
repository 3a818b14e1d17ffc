package ai.valeo.erp.tributary.graphql.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a mutation, as the views hold it.
 *
 * @param mutationId the mutation
 * @param edgeNodeId its node
 * @param sequence its sequence; 0 = none
 * @param entityType type of its entity
 * @param entityId its entity
 * @param state APPLIED, FAILED or CONFLICT
 * @param reason reason code of FAILED or CONFLICT
 * @param message the reason in words
 * @param version version of the entity afterwards
 * @param decisions what happened to each attribute
 * @param batch the batch it was decided in
 * @param policyVersion version of the merge policies
 * @param decidedAtMs broker time of the mutation, milliseconds since 1970 UTC
 */
public record OutcomeView(
    String mutationId,
    String edgeNodeId,
    long sequence,
    String entityType,
    String entityId,
    String state,
    @Nullable String reason,
    @Nullable String message,
    long version,
    List<DecisionView> decisions,
    String batch,
    int policyVersion,
    long decidedAtMs) {

  public OutcomeView {
    decisions = List.copyOf(decisions);
  }
}
