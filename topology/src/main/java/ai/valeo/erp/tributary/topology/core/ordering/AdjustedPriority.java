package ai.valeo.erp.tributary.topology.core.ordering;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Received;

/**
 * The urgency of a mutation, 1..17: its own priority with bonuses for the criticality of its type,
 * for its operation and for its age.
 */
public final class AdjustedPriority {

  private static final long QUARTER_HOUR_MS = 15 * 60 * 1000L;
  private static final long HOUR_MS = 60 * 60 * 1000L;

  private AdjustedPriority() {}

  /**
   * Without the bonus for age: the part that belongs to the mutation alone and decides the {@code
   * priority} strategy.
   */
  public static int ageless(MutationFacts mutation, EntityType type) {
    int byOperation =
        switch (mutation.operation()) {
          case DELETE -> 2;
          case CREATE -> 1;
          case UPDATE -> 0;
        };
    return mutation.priority() + type.criticality().bonus() + byOperation;
  }

  /** With the bonus for age, as of the record's time: it never depends on when it is asked. */
  public static int of(Received received, EntityType type) {
    long ageMs = received.recordTimeMs() - received.mutation().hlcMs();
    int byAge = ageMs > HOUR_MS ? 2 : ageMs > QUARTER_HOUR_MS ? 1 : 0;
    return ageless(received.mutation(), type) + byAge;
  }
}
