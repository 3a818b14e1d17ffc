package ai.valeo.erp.tributary.topology.core.decision;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a mutation.
 *
 * @param mutationId the mutation
 * @param edgeNode the node that made it
 * @param sequence its sequence; 0 = none
 * @param entityType type of its entity
 * @param entityId its entity
 * @param state what became of it
 * @param reason why, if FAILED or CONFLICT
 * @param message the reason in words
 * @param version version of the entity afterwards; 0 = it does not exist
 * @param decisions one per change, in the order of the changes
 * @param batch the batch it was decided in
 * @param policyVersion version of the policies in force
 * @param decidedAtMs broker time of the mutation's record
 */
public record OutcomeFacts(
    String mutationId,
    String edgeNode,
    long sequence,
    String entityType,
    String entityId,
    OutcomeState state,
    @Nullable Reason reason,
    @Nullable String message,
    long version,
    List<DecisionFacts> decisions,
    String batch,
    int policyVersion,
    long decidedAtMs) {

  public OutcomeFacts {
    decisions = List.copyOf(decisions);
  }
}
