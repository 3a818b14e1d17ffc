package ai.valeo.erp.tributary.edge.core;

/**
 * A mutation in the outbox.
 *
 * @param place its place in the order of capture
 * @param mutation the mutation
 * @param state PENDING, PROCESSING, or APPLIED while the entity's record is still on its way
 * @param sequence its publish number; 0 while PENDING
 * @param delivery how the sending has gone so far
 */
public record OutboxEntry(
    long place, CapturedMutation mutation, MutationState state, long sequence, Delivery delivery) {

  public OutboxEntry {
    if ((state == MutationState.PENDING) != (sequence == 0)) {
      throw new IllegalArgumentException(
          "sequence: " + sequence + " (expected: 0 exactly while PENDING, state " + state + ")");
    }
  }

  /** One that nothing has gone wrong with. */
  public OutboxEntry(long place, CapturedMutation mutation, MutationState state, long sequence) {
    this(place, mutation, state, sequence, Delivery.NEW);
  }

  /** With its publish number. */
  public OutboxEntry claimed(long newSequence) {
    return new OutboxEntry(place, mutation, MutationState.PROCESSING, newSequence, delivery);
  }
}
