package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conflict that waits for a person, with all that a ruling needs of the mutation that waits.
 *
 * @param id identity of the conflict
 * @param whole whether the entity as a whole is in dispute, and not only attributes
 * @param operation operation of the mutation
 * @param sequence its sequence
 * @param baseVersion version of the entity its node had received
 * @param stamp the stamp it would have left
 * @param changes its changes that wait
 * @param found how it was found
 */
public record OpenConflict(
    String id,
    boolean whole,
    OperationType operation,
    long sequence,
    long baseVersion,
    Stamp stamp,
    List<Change> changes,
    Found found) {

  /**
   * How a conflict was found.
   *
   * @param version version of the entity then
   * @param against what the mutation met, if the entity as a whole is in dispute
   * @param atMs broker time of the mutation's record
   * @param batch the batch it was found in
   * @param policyVersion version of the policies in force
   */
  public record Found(
      long version, @Nullable Stamp against, long atMs, String batch, int policyVersion) {}

  public OpenConflict {
    changes = List.copyOf(changes);
  }

  /** Whether the attribute is in dispute, by itself or with the whole entity. */
  public boolean concerns(String attribute) {
    return whole || changes.stream().anyMatch(change -> change.attribute().equals(attribute));
  }
}
