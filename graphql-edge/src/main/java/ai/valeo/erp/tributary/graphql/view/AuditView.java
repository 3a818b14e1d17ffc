package ai.valeo.erp.tributary.graphql.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one mutation did to one entity, as the views hold it.
 *
 * @param mutationId the mutation
 * @param edgeNodeId its node
 * @param entityType type of the entity
 * @param entityId the entity
 * @param operation CREATE, UPDATE or DELETE
 * @param state APPLIED, FAILED or CONFLICT
 * @param reason reason code of FAILED or CONFLICT
 * @param version version of the entity afterwards
 * @param changes the attributes touched
 * @param by who was behind it
 * @param batch the batch it was decided in
 * @param policyVersion version of the merge policies
 * @param atMs broker time of the mutation, milliseconds since 1970 UTC
 * @param conflictId the conflict, if this is of a ruling; mutationId is the ruling's id then
 * @param link its place in the entity's hash chain
 */
public record AuditView(
    String mutationId,
    String edgeNodeId,
    String entityType,
    String entityId,
    String operation,
    String state,
    @Nullable String reason,
    long version,
    List<ChangedView> changes,
    By by,
    String batch,
    int policyVersion,
    long atMs,
    @Nullable String conflictId,
    Link link) {

  public AuditView {
    changes = List.copyOf(changes);
  }

  /**
   * Who was behind a mutation.
   *
   * @param actor the user or program
   * @param secondActor the second person behind a ruling
   * @param reason why, in the user's words
   */
  public record By(String actor, @Nullable String secondActor, @Nullable String reason) {}

  /**
   * A link of an entity's hash chain.
   *
   * @param life which life of the entity, from 1
   * @param number place in that life's chain, from 1
   * @param previousHash SHA-256 of the entry before, hexadecimal; empty for the first
   * @param hash SHA-256 of this entry, hexadecimal
   * @param isVerified whether the chain held up to here
   */
  public record Link(
      long life, long number, String previousHash, String hash, boolean isVerified) {}
}
