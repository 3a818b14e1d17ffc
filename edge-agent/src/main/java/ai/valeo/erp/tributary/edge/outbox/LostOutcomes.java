package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.MissedTable.Missed;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Ends mutations whose answer was deleted at the centre and that even its audit trail does not
 * know, so that what comes after them can go on. Nothing is guessed: they are FAILED with {@link
 * LocalReason#OUTCOME_LOST}, in sight until somebody has looked, unless the entity's own record
 * shows that they were applied. Should an answer come after all, it takes the place of that.
 *
 * <p>Threading: any thread.
 */
public final class LostOutcomes {

  private static final int PIECE = 500;

  /** Sent again after the search and not answered then either. */
  private static final int WAITS = 2;

  private static final String UNKNOWN =
      "the answer was deleted before this node could read it: look at the entity before trying"
          + " again";
  private static final String NOT_AUDITED =
      "the answer was deleted before this node could read it; the centre's audit trail does not"
          + " know the change";

  private final EdgeStore store;
  private final InstantSource clock;

  public LostOutcomes(EdgeStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Mutations that were ended.
   *
   * @param sequences their publish numbers
   * @param changed their entities
   */
  public record Ended(List<Long> sequences, Set<EntityKey> changed) {}

  /**
   * Nothing was answered for long: ends what waits for answers that are gone, if it was waited for
   * often enough.
   *
   * @param isPublished whether the broker has a mutation, by its publish number; only such are
   *     ended, so that the floor promises nothing untrue
   * @return what was ended; nothing if all else shall be tried once more
   */
  public Ended waitedInVain(LongPredicate isPublished) {
    var ended = new Ended(new ArrayList<>(), new LinkedHashSet<>());
    Missed missed = store.read(tables -> tables.missed().get()).orElse(null);
    if (missed == null) {
      return ended;
    }
    store.run(transaction -> transaction.missed().waited());
    if (missed.waits() + 1 < WAITS) {
      return ended;
    }
    String message = missed.searched() ? NOT_AUDITED : UNKNOWN;
    var end = new PublishQueue.LocalEnd(LocalReason.OUTCOME_LOST, message, clock.millis());
    long after = 0;
    List<OutboxEntry> piece = piece(after, missed.upTo());
    while (!piece.isEmpty()) {
      List<OutboxEntry> published =
          piece.stream().filter(entry -> isPublished.test(entry.sequence())).toList();
      store.run(transaction -> published.forEach(entry -> end(transaction, entry, end)));
      published.forEach(entry -> {
        ended.sequences().add(entry.sequence());
        ended.changed().add(entry.mutation().draft().key());
      });
      after = piece.getLast().sequence();
      piece = piece(after, missed.upTo());
    }
    return ended;
  }

  /** Forgets that answers were missed once all mutations that it concerned are over. */
  public void tidy() {
    Missed missed = store.read(tables -> tables.missed().get()).orElse(null);
    if (missed != null && missed.searched() && piece(0, missed.upTo()).isEmpty()) {
      store.run(transaction -> transaction.missed().clear());
    }
  }

  private List<OutboxEntry> piece(long after, long upTo) {
    return store.read(tables ->
        tables.outbox().processing(after, PIECE).stream()
            .takeWhile(entry -> entry.sequence() <= upTo)
            .toList());
  }

  private static void end(
      Transaction transaction, OutboxEntry entry, PublishQueue.LocalEnd localEnd) {
    EntityKey key = entry.mutation().draft().key();
    Shadow shadow = transaction.shadow(key);
    Base newest = shadow.newest();
    if (newest == null || !newest.updatedBy().equals(entry.mutation().id().value())) {
      PublishQueue.fail(transaction, entry, localEnd);
      return;
    }
    var verdict = new Verdict(MutationState.APPLIED, null, null, newest.version());
    Shadow after = shadow.answered(entry.mutation().id(), verdict);
    if (!after.equals(shadow)) {
      transaction.settled().putSent(entry.sequence(), verdict, transaction.steadyMs());
      transaction.replace(key, shadow, after);
    }
  }
}
