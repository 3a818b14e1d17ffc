package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.Limits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The outbox from the publisher's side: gives sequences, without gaps, before anything is sent.
 *
 * <p>Threading: any thread.
 */
public final class PublishQueue {

  private final EdgeStore store;
  private final InstantSource clock;
  private final LostOutcomes lost;

  public PublishQueue(EdgeStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    lost = new LostOutcomes(store, clock);
  }

  /** Those whose answers were deleted unread. */
  public LostOutcomes lost() {
    return lost;
  }

  /**
   * Mutations to send, in this order.
   *
   * @param floor the floor to send with each; of their incarnation
   * @param lowest the lowest publish number without an answer, of whatever incarnation
   * @param entries the mutations with their sequences, ascending
   */
  public record Claim(long floor, long lowest, List<OutboxEntry> entries) {
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
   *     remember of this node and what is sent again after a crash; twice as far while answers are
   *     missed
   */
  public Claim claim(int limit, int window) {
    return store.write(transaction -> claimIn(transaction, limit, window));
  }

  private static Claim claimIn(Transaction transaction, int limit, int window) {
    long floor = transaction.floor();
    long lowest = transaction.outbox().lowestUnanswered().orElse(floor);
    if (transaction.lineage().isDoubtful()) {
      return new Claim(floor, lowest, List.of());
    }
    // While answers are missed, only those to later mutations may show that the centre is past
    // them.
    boolean isMissing = transaction.missed().get().isPresent();
    long far = isMissing ? Math.min(2L * window, Limits.MAX_AHEAD) : window;
    long room = floor + far - 1 - transaction.node().sequence();
    var claimed = new ArrayList<OutboxEntry>();
    if (room > 0) {
      var sequences = new LinkedHashMap<Long, Long>();
      for (OutboxEntry entry : transaction.outbox().next((int) Math.min(limit, room))) {
        long sequence = transaction.nextSequence();
        sequences.put(entry.place(), sequence);
        claimed.add(entry.claimed(sequence));
      }
      transaction.outbox().claim(sequences);
    }
    return new Claim(floor, lowest, claimed);
  }

  /** PROCESSING mutations behind a publish number, to be sent again; of one incarnation. */
  public Claim processing(long afterNumber, int limit) {
    return store.read(tables -> {
      List<OutboxEntry> found = tables.outbox().processing(afterNumber, limit);
      if (found.isEmpty()) {
        return new Claim(1, 1, found);
      }
      long first = found.getFirst().sequence();
      int incarnation = PublishNumber.of(first).incarnation();
      List<OutboxEntry> same =
          found.stream()
              .takeWhile(entry -> PublishNumber.of(entry.sequence()).incarnation() == incarnation)
              .toList();
      long lowest = tables.outbox().lowestUnanswered().orElse(first);
      return new Claim(tables.floor(first), lowest, same);
    });
  }

  /** Notes that mutations are sent again, these and what lies between them. */
  public void noteRetry(List<OutboxEntry> entries, String error) {
    long first = entries.getFirst().sequence();
    long last = entries.getLast().sequence();
    store.run(transaction -> transaction.outbox().noteRetry(first, last, error));
  }

  /**
   * Ends a mutation that the broker will never take.
   *
   * @return whether it was without an answer
   */
  public boolean refuse(OutboxEntry entry, LocalReason reason, String message) {
    return store.write(
        transaction -> fail(transaction, entry, new LocalEnd(reason, message, clock.millis())));
  }

  /** How a mutation ends that the centre does not answer. */
  record LocalEnd(LocalReason reason, String message, long nowMs) {}

  static boolean fail(Transaction transaction, OutboxEntry entry, LocalEnd end) {
    var verdict = new Answer.Verdict(MutationState.FAILED, end.reason().name(), end.message(), 0);
    var key = entry.mutation().draft().key();
    Shadow before = transaction.shadow(key);
    Shadow after = before.answered(entry.mutation().id(), verdict);
    if (after.equals(before)) {
      return false;
    }
    Settlement.putFailed(transaction, entry.sequence(), verdict, end.nowMs());
    transaction.replace(key, before, after);
    return true;
  }
}
