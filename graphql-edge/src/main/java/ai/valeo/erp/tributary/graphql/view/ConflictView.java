package ai.valeo.erp.tributary.graphql.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conflict, as the views hold it.
 *
 * @param id its identity
 * @param entityType type of the entity
 * @param entityId the entity
 * @param kind what kind of changes met
 * @param state OPEN or RESOLVED
 * @param mutationId the mutation that met it
 * @param edgeNodeId its node
 * @param contenders the attributes in dispute
 * @param version version of the entity when it was found
 * @param resolvedBy who ended it
 * @param reason the person's reason
 * @param detectedAtMs broker time, milliseconds since 1970 UTC
 * @param batch the batch it was found in
 * @param policyVersion version of the merge policies
 * @param ruling the ruling that ended it; none if it is open, or ended by its strategy
 */
public record ConflictView(
    String id,
    String entityType,
    String entityId,
    String kind,
    String state,
    String mutationId,
    String edgeNodeId,
    List<ContenderView> contenders,
    long version,
    @Nullable String resolvedBy,
    @Nullable String reason,
    long detectedAtMs,
    String batch,
    int policyVersion,
    @Nullable RulingView ruling) {

  /**
   * A person's ruling.
   *
   * @param id its identity
   * @param ruling KEEP, TAKE, MERGE or MOOT
   * @param secondActor the second person, where the type asks for four eyes
   * @param atMs broker time, milliseconds since 1970 UTC
   */
  public record RulingView(
      String id, @Nullable String ruling, @Nullable String secondActor, @Nullable Long atMs) {}

  public ConflictView {
    contenders = List.copyOf(contenders);
  }
}
