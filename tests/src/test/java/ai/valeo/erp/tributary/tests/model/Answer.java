package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What became of a mutation, as far as both models say it.
 *
 * @param reason why, unless it applied
 * @param version of the entity afterwards
 */
public record Answer(MutationId id, State state, @Nullable Reason reason, long version) {

  /** The states of an outcome. */
  public enum State {
    APPLIED,
    FAILED,
    CONFLICT
  }
}
