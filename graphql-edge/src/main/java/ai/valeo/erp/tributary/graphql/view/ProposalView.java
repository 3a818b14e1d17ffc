package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.Change;
import java.time.Duration;
import java.util.List;

/**
 * A ruling that one person has proposed, where two are needed.
 *
 * @param id identity of the proposal
 * @param conflictId the conflict
 * @param entityType type of the entity, which tells how to write values
 * @param entityId the entity
 * @param expectedVersion the version of the entity that the person saw
 * @param ruling KEEP, TAKE or MERGE
 * @param changes the values, with MERGE
 * @param actor who proposed it
 * @param reason why
 * @param atMs broker time, milliseconds since 1970 UTC
 */
public record ProposalView(
    String id,
    String conflictId,
    String entityType,
    String entityId,
    long expectedVersion,
    String ruling,
    List<Change> changes,
    String actor,
    String reason,
    long atMs) {

  /** It is over after so long. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** Copies. */
  public ProposalView {
    changes = List.copyOf(changes);
  }

  /** When it is over, milliseconds since 1970 UTC. */
  public long expiresAtMs() {
    return atMs + LONGEST.toMillis();
  }

  /** Whether two persons want the same. */
  public boolean isSame(ProposalView other) {
    return conflictId.equals(other.conflictId)
        && expectedVersion == other.expectedVersion
        && ruling.equals(other.ruling)
        && changes.equals(other.changes);
  }
}
