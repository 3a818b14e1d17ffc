package ai.valeo.erp.tributary.topology.core.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Concurrent changes of one entity that met, and what became of them.
 *
 * @param id the mutation, a colon and the place of the first disputed attribute in its type, or
 *     {@code *} for the entity as a whole
 * @param entityType type of the entity
 * @param entityId the entity
 * @param kind what met
 * @param open whether a person has yet to rule
 * @param mutationId the mutation that met what stood there
 * @param edgeNode its node
 * @param contenders the attributes in dispute
 * @param version version of the entity afterwards
 * @param resolvedBy the strategies that ended it, or none if open
 * @param detectedAtMs broker time of the mutation's record
 * @param batch the batch it was found in
 * @param policyVersion version of the policies in force
 * @param ruling the ruling that ended it, or none
 */
public record ConflictFacts(
    String id,
    String entityType,
    String entityId,
    ConflictKind kind,
    boolean open,
    String mutationId,
    String edgeNode,
    List<ContenderFacts> contenders,
    long version,
    @Nullable String resolvedBy,
    long detectedAtMs,
    String batch,
    int policyVersion,
    @Nullable RulingNote ruling) {

  public ConflictFacts {
    contenders = List.copyOf(contenders);
  }
}
