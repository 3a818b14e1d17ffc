package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The centre's answer to one of the node's mutations.
 *
 * @param mutationId the mutation
 * @param sequence its sequence
 * @param key its entity
 * @param verdict what became of it
 * @param overrulings where its wish did not simply hold
 */
public record Answer(
    MutationId mutationId,
    long sequence,
    EntityKey key,
    Verdict verdict,
    List<Overruling> overrulings) {

  /**
   * What became of a mutation.
   *
   * @param state APPLIED, FAILED or CONFLICT
   * @param code reason code of FAILED and CONFLICT, or none
   * @param message the reason in words, or none
   * @param version version of the entity afterwards; 0 = it does not exist
   */
  public record Verdict(
      MutationState state, @Nullable String code, @Nullable String message, long version) {

    public Verdict {
      if (state == MutationState.PENDING || state == MutationState.PROCESSING) {
        throw new IllegalArgumentException(
            "state: " + state + " (expected: APPLIED, FAILED or CONFLICT)");
      }
    }

    /** Whether no later answer follows. */
    public boolean isFinal() {
      return state != MutationState.CONFLICT;
    }
  }

  /** Copies. */
  public Answer {
    overrulings = List.copyOf(overrulings);
    Objects.requireNonNull(mutationId, "mutationId");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(verdict, "verdict");
  }

  /** An answer that overrules nothing. */
  public Answer(MutationId mutationId, long sequence, EntityKey key, Verdict verdict) {
    this(mutationId, sequence, key, verdict, List.of());
  }
}
