package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The outbox from the publisher's side: gives sequences, without gaps, before anything is sent.
 *
 * <p>Threading: any thread.
 */
public final class PublishQueue {

  private final EdgeStore store;
  private final InstantSource clock;

  public PublishQueue(EdgeStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Mutations to send, in this order.
   *
   * @param floor the floor to send with each
   * @param entries the mutations with their sequences, ascending
   */
  public record Claim(long floor, List<OutboxEntry> entries) {
    /** Copies. */
    public Claim {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Gives the next PENDING mutations their sequences; on return that is on the disk.
   *
   * @param limit the greatest number of mutations
   * @param window how far sequences may run ahead of the floor; bounds what the centre must
   *     remember of this node and what is sent again after a crash
   */
  public Claim claim(int limit, int window) {
    return store.write(transaction -> claimIn(transaction, limit, window));
  }

  private static Claim claimIn(Transaction transaction, int limit, int window) {
    long floor = transaction.floor();
    long room = floor + window - 1 - transaction.node().sequence();
    var claimed = new ArrayList<OutboxEntry>();
    if (room > 0) {
      for (OutboxEntry entry : transaction.outbox().next((int) Math.min(limit, room))) {
        long sequence = transaction.nextSequence();
        transaction.outbox().claim(entry.place(), sequence);
        claimed.add(entry.claimed(sequence));
      }
    }
    return new Claim(floor, claimed);
  }

  /** PROCESSING mutations behind a sequence, to be sent again. */
  public Claim processing(long afterSequence, int limit) {
    return store.read(tables ->
        new Claim(
            tables.outbox().lowestUnanswered().orElse(1L),
            tables.outbox().processing(afterSequence, limit)));
  }

  /** Ends a mutation that the broker will never take, because it is too large. */
  public void refuse(OutboxEntry entry, String message) {
    store.write(transaction -> {
      var verdict = new Answer.Verdict(MutationState.FAILED, Reason.TOO_LARGE.name(), message, 0);
      var key = entry.mutation().draft().key();
      Shadow before = transaction.shadow(key);
      Shadow after = before.answered(entry.mutation().id(), verdict);
      if (!after.equals(before)) {
        Settlement.putFailed(transaction, entry.sequence(), verdict, clock.millis());
        transaction.replace(key, before, after);
      }
      return after;
    });
  }
}
