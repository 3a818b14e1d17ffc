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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends mutations whose answer was deleted at the centre and that even its audit trail does not
 * know, so that what comes after them can go on. Nothing is guessed: they are FAILED with {@link
 * LocalReason#OUTCOME_LOST}, in sight until somebody has looked, unless the entity's own record
 * shows that they were applied. Should an answer come after all, it takes the place of that.
 *
 * <p>An answer that is only late must not be taken for one that is lost: somebody might do the same
 * once more. So a mutation ends only when it was waited for long enough, the centre has proved that
 * it has decided something that lies behind it in the log, and the audit trail, read after that,
 * still does not know it.
 *
 * <p>Threading: any thread.
 */
public final class LostOutcomes {

  private static final int PIECE = 500;

  /** Sent again after the first and not answered then either. */
  private static final int WAITS = 2;

  private static final String UNKNOWN =
      "the answer was deleted before this node could read it: look at the entity before trying"
          + " again";
  private static final String NOT_AUDITED =
      "the answer was deleted before this node could read it; the centre's audit trail does not"
          + " know the change";

  private final EdgeStore store;
  private final InstantSource clock;
  private final AtomicBoolean isSearchDue = new AtomicBoolean();
  private final AtomicReference<@Nullable Map<Integer, Long>> searched = new AtomicReference<>();
  private volatile boolean hasWaited = true; // perhaps, before the program began

  public LostOutcomes(EdgeStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Where the broker has put a mutation.
   *
   * @param partition partition of the mutations
   * @param offset place within it; -1 = the broker does not say
   * @param isFirst whether it was sent once only, so that its answer is about this very place
   */
  public record Place(int partition, long offset, boolean isFirst) {}

  /**
   * Mutations that were ended.
   *
   * @param sequences their publish numbers
   * @param changed their entities
   */
  public record Ended(List<Long> sequences, Set<EntityKey> changed) {}

  /**
   * Nothing was answered for long.
   *
   * @return whether that is because answers are gone, so that the audit trail is to be read again;
   *     else all shall be sent once more
   */
  public boolean waitedInVain() {
    Missed missed = missed();
    if (missed == null) {
      return false;
    }
    store.run(transaction -> transaction.missed().waited());
    hasWaited = true;
    boolean isDue = missed.waits() + 1 >= WAITS;
    if (isDue) {
      isSearchDue.set(true);
    }
    return isDue;
  }

  /** The mutation that was waited for is over. */
  public void progressed() {
    if (hasWaited) {
      store.run(transaction -> transaction.missed().progressed());
      hasWaited = false;
    }
  }

  /** Whether the audit trail is to be read again; says so once. */
  public boolean takeSearchDue() {
    return isSearchDue.getAndSet(false);
  }

  /**
   * The audit trail was read, and what it knows is settled.
   *
   * @param decided by partition of the mutations, up to where the centre has surely decided all, as
   *     the trail shows; exclusive
   */
  public void searched(Map<Integer, Long> decided) {
    searched.set(Map.copyOf(decided));
  }

  /**
   * Ends, once after each reading of the audit trail, what was waited for often enough and what the
   * centre has gone past without an answer.
   *
   * @param published what the broker has, by publish number, at least from the lowest unanswered
   *     on; only such are ended, so that the floor promises nothing untrue
   */
  public Ended endPassed(SortedMap<Long, Place> published) {
    var ended = new Ended(new ArrayList<>(), new LinkedHashSet<>());
    Map<Integer, Long> decided = searched.getAndSet(null);
    Missed missed = decided == null ? null : missed();
    if (decided == null || missed == null || missed.waits() < WAITS) {
      return ended;
    }
    String message = missed.searched() ? NOT_AUDITED : UNKNOWN;
    var end = new PublishQueue.LocalEnd(LocalReason.OUTCOME_LOST, message, clock.millis());
    var places = new TreeMap<>(published); // first: what is sent from now on is not answered
    List<OutboxEntry> waiting =
        store.read(tables -> tables.outbox().processing(0, Integer.MAX_VALUE));
    Map<Integer, Long> passed = passed(decided, places, waiting);
    List<OutboxEntry> over =
        waiting.stream()
            .filter(entry -> entry.sequence() <= missed.upTo())
            .filter(entry -> isPassed(places.get(entry.sequence()), passed))
            .toList();
    for (int from = 0; from < over.size(); from += PIECE) {
      List<OutboxEntry> piece = over.subList(from, Math.min(over.size(), from + PIECE));
      store.run(transaction -> piece.forEach(entry -> end(transaction, entry, end)));
    }
    over.forEach(entry -> {
      ended.sequences().add(entry.sequence());
      ended.changed().add(entry.mutation().draft().key());
    });
    return ended;
  }

  /**
   * Windows of a partition are decided whole and in the order of the log: what lies before a
   * mutation that was answered is decided too. Of one that was sent again nobody knows which of its
   * places the answer is about.
   */
  private static Map<Integer, Long> passed(
      Map<Integer, Long> decided, SortedMap<Long, Place> published, List<OutboxEntry> waiting) {
    var passed = new HashMap<>(decided);
    Set<Long> unanswered = waiting.stream().map(OutboxEntry::sequence).collect(Collectors.toSet());
    published.forEach((sequence, place) -> {
      if (place.isFirst() && !unanswered.contains(sequence)) {
        passed.merge(place.partition(), place.offset(), Math::max);
      }
    });
    return passed;
  }

  private static boolean isPassed(@Nullable Place place, Map<Integer, Long> passed) {
    return place != null
        && place.offset() >= 0
        && place.offset() < passed.getOrDefault(place.partition(), 0L);
  }

  /** Forgets that answers were missed once all mutations that it concerned are over. */
  public void tidy() {
    Missed missed = missed();
    if (missed != null && missed.searched() && isOver(missed.upTo())) {
      store.run(transaction -> transaction.missed().clear());
    }
  }

  private @Nullable Missed missed() {
    return store.read(tables -> tables.missed().get()).orElse(null);
  }

  private boolean isOver(long upTo) {
    return store.read(tables -> tables.outbox().lowestUnanswered()).orElse(Long.MAX_VALUE) > upTo;
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
