package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.outbox.LostOutcomes.Place;
import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the sessions of one process share: which unanswered mutations the broker has acknowledged,
 * so that a new session sends only the others again, and the right to publish, which one session
 * has at a time.
 *
 * <p>Threading: any thread.
 */
public final class Acknowledged {

  private final ConcurrentSkipListMap<Long, Place> places = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListMap<Long, Place> earliest = new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<Long> suspects = new ConcurrentSkipListSet<>();
  private final ReentrantLock publishing = new ReentrantLock();
  private final AtomicLong floor = new AtomicLong();
  private final AtomicLong waitingSinceNanos = new AtomicLong();
  private volatile String lastError = "the connection or the program ended before the answer";

  void add(long sequence, Place place) {
    places.put(sequence, place);
    earliest.merge(
        sequence, place, (before, now) -> new Place(before.partition(), before.offset(), false));
  }

  boolean contains(long sequence) {
    return places.containsKey(sequence);
  }

  /**
   * Where the broker has put them first, as far as this program knows: once the centre is past
   * that, it has decided, however often they were sent again.
   */
  SortedMap<Long, Place> places() {
    return Collections.unmodifiableSortedMap(earliest);
  }

  /** It was in a batch that the broker refused for what is in it. */
  void suspect(long sequence) {
    suspects.add(sequence);
  }

  boolean isSuspect(long sequence) {
    return suspects.contains(sequence);
  }

  void absolve(long sequence) {
    suspects.remove(sequence);
  }

  /**
   * Forgets what is answered.
   *
   * @return whether something was answered since the last time
   */
  boolean raiseFloor(long newFloor, long nowNanos) {
    long before = floor.getAndSet(newFloor);
    if (before != newFloor) {
      waitingSinceNanos.set(nowNanos);
      places.headMap(newFloor).clear();
      earliest.headMap(newFloor).clear();
      suspects.headSet(newFloor).clear();
    }
    return before != 0 && before != newFloor;
  }

  /** The lowest unanswered mutation waits from now on. */
  void startWaiting(long nowNanos) {
    waitingSinceNanos.set(nowNanos);
  }

  /** For how long the lowest unanswered mutation has been waiting as such. */
  long waitingNanos(long nowNanos) {
    return nowNanos - waitingSinceNanos.get();
  }

  /** All unanswered mutations will be sent again; where they were put stays known. */
  void forget(long nowNanos) {
    places.clear();
    waitingSinceNanos.set(nowNanos);
  }

  /** Keeps why the last session that failed at publishing did so. */
  void noteError(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    lastError = String.valueOf(cause.getMessage());
  }

  String lastError() {
    return lastError;
  }

  ReentrantLock publishing() {
    return publishing;
  }
}
