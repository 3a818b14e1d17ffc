package ai.valeo.erp.tributary.topology.core.intake;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mutation as it was decoded. Nothing is checked here, so that an unsound one can be named in its
 * refusal; {@link IntakeRules} checks.
 *
 * @param id identity of the mutation
 * @param edgeNode the node that made it
 * @param sequence the node's publish number; 0 = the publisher keeps none
 * @param floor every lower sequence has its final outcome
 * @param entityType type of the entity
 * @param entityId the entity
 * @param operation what it does to the entity
 * @param changes the attribute operations
 * @param baseVersion version of the entity the node had received
 * @param hlcMs clock of the capture, wall-clock part
 * @param hlcCounter clock of the capture, logical part
 * @param priority 1..10, 10 = most urgent
 * @param dependencyCount number of mutations it depends on
 * @param groupId the group it belongs to, or none
 * @param actor on whose behalf
 * @param reason why, in the user's words
 */
public record MutationFacts(
    String id,
    String edgeNode,
    long sequence,
    long floor,
    String entityType,
    String entityId,
    OperationType operation,
    List<Change> changes,
    long baseVersion,
    long hlcMs,
    int hlcCounter,
    int priority,
    int dependencyCount,
    @Nullable String groupId,
    String actor,
    @Nullable String reason) {

  public MutationFacts {
    changes = List.copyOf(changes);
  }

  /**
   * The entity.
   *
   * @throws IllegalArgumentException if the mutation has not been accepted and has no sound key
   */
  public EntityKey key() {
    return new EntityKey(entityType, entityId);
  }

  /**
   * The clock of the capture.
   *
   * @throws IllegalArgumentException if the mutation has not been accepted and has no sound clock
   */
  public Hlc hlc() {
    return new Hlc(hlcMs, hlcCounter);
  }

  /** The same mutation with its operands brought to the attributes' types. */
  public MutationFacts withChanges(List<Change> exact) {
    return new MutationFacts(
        id,
        edgeNode,
        sequence,
        floor,
        entityType,
        entityId,
        operation,
        exact,
        baseVersion,
        hlcMs,
        hlcCounter,
        priority,
        dependencyCount,
        groupId,
        actor,
        reason);
  }
}
