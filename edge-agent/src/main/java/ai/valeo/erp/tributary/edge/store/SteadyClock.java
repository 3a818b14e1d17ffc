package ai.valeo.erp.tributary.edge.store;

import java.util.concurrent.TimeUnit;

/**
 * Time by which things in the store grow old. It goes on with the machine's monotonic clock and
 * never jumps, so that a wall clock set by hours or years forgets nothing too early; what passes
 * while the store is closed counts up to a day.
 *
 * <p>Threading: any thread.
 */
public final class SteadyClock {

  private static final long MAX_PAUSE_MS = TimeUnit.DAYS.toMillis(1);

  private volatile Start start;

  private record Start(long ms, long nanos) {}

  SteadyClock(long storedMs, long nowNanos) {
    start = new Start(storedMs, nowNanos);
  }

  /** Milliseconds that have passed since the store was made. */
  public long ms() {
    Start from = start;
    return from.ms() + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from.nanos());
  }

  /** Lets the time count that has passed while the store was closed, by the wall clock. */
  void addPause(long wallMsThen, long wallMsNow) {
    Start from = start;
    long pauseMs = Math.clamp(wallMsNow - wallMsThen, 0, MAX_PAUSE_MS);
    start = new Start(from.ms() + pauseMs, from.nanos());
  }
}
