package ai.valeo.erp.tributary.topology.core.ruling;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ruling as it was decoded. Nothing is checked here; {@link RulingRules} checks.
 *
 * @param id identity of the ruling
 * @param edgeNode who published it and gets the answer
 * @param conflictId the conflict; empty with a quarantined record
 * @param entityType type of the entity
 * @param entityId the entity
 * @param expectedVersion version of the entity the person saw
 * @param kind what the person says
 * @param changes the values, with MERGE
 * @param persons who says so
 * @param reason why
 * @param hlcMs clock of the ruling, wall-clock part
 * @param hlcCounter clock of the ruling, logical part
 */
public record RulingFacts(
    String id,
    String edgeNode,
    String conflictId,
    String entityType,
    String entityId,
    long expectedVersion,
    RulingKind kind,
    List<Change> changes,
    Persons persons,
    String reason,
    long hlcMs,
    int hlcCounter) {

  /**
   * Who rules.
   *
   * @param actor the person
   * @param second another person who agrees, or none
   */
  public record Persons(String actor, @Nullable String second) {

    /** Whether two different persons agree. */
    public boolean areTwo() {
      return second != null && !second.isBlank() && !second.strip().equals(actor.strip());
    }
  }

  public RulingFacts {
    changes = List.copyOf(changes);
  }

  /**
   * The entity.
   *
   * @throws IllegalArgumentException if the ruling has not been accepted and has no sound key
   */
  public EntityKey key() {
    return new EntityKey(entityType, entityId);
  }

  /** The same ruling with its operands brought to the attributes' types. */
  public RulingFacts withChanges(List<Change> exact) {
    return with(kind, exact);
  }

  /** The same ruling if it had said that what stands there stays. */
  public RulingFacts keeping() {
    return with(RulingKind.KEEP, List.of());
  }

  private RulingFacts with(RulingKind otherKind, List<Change> otherChanges) {
    return new RulingFacts(
        id,
        edgeNode,
        conflictId,
        entityType,
        entityId,
        expectedVersion,
        otherKind,
        otherChanges,
        persons,
        reason,
        hlcMs,
        hlcCounter);
  }
}
