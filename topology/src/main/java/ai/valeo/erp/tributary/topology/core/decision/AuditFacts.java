package ai.valeo.erp.tributary.topology.core.decision;

import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.entity.ChainHash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one mutation did to one entity: before, after, why, by whom.
 *
 * @param mutationId the mutation
 * @param edgeNode its node
 * @param entityType type of the entity
 * @param entityId the entity
 * @param operation what was asked for
 * @param state what became of it
 * @param reason reason code of a FAILED or CONFLICT outcome, or none
 * @param version version of the entity afterwards
 * @param number place in the entity's chain: 1, 2, 3 ... without gaps
 * @param attributes the attributes touched, in the order of the mutation
 * @param actor the user or program behind the mutation
 * @param userReason why, in the user's words
 * @param batch the batch it was decided in
 * @param policyVersion version of the policies in force
 * @param atMs broker time of the mutation's record
 * @param previousHash hash of the entity's previous entry
 * @param secondActor the second person behind a ruling, or none
 * @param conflictId the conflict, if the entry is of a ruling
 */
public record AuditFacts(
    String mutationId,
    String edgeNode,
    String entityType,
    String entityId,
    OperationType operation,
    OutcomeState state,
    @Nullable Reason reason,
    long version,
    long number,
    List<AuditedFacts> attributes,
    String actor,
    @Nullable String userReason,
    String batch,
    int policyVersion,
    long atMs,
    ChainHash previousHash,
    @Nullable String secondActor,
    @Nullable String conflictId) {

  public AuditFacts {
    attributes = List.copyOf(attributes);
  }
}
