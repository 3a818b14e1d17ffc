package ai.valeo.erp.tributary.schemas.metrics;

import java.util.concurrent.TimeUnit;

/**
 * Knows when a stream has committed last. A commit that does not come while records wait is the one
 * sign of a stream that says it runs and does not. Written by one thread, read by any.
 */
public final class CommitWatch {

  /** So long without a commit while records wait, and something hangs. */
  public static final double LONGEST_SECONDS = 60;

  private double commits = -1; // the writing thread only
  private volatile long movedNanos;
  private volatile boolean isWaiting;

  /**
   * Looks at a stream.
   *
   * @param now how often it has committed
   * @param lag records that wait for it
   */
  public void look(double now, long lag, long nowNanos) {
    boolean isIdle = lag <= 0;
    if (now != commits || isIdle) {
      commits = now;
      movedNanos = nowNanos;
    }
    isWaiting = !isIdle;
  }

  /** Notes that there is no stream. */
  public void rest() {
    isWaiting = false;
    commits = -1;
  }

  /** Seconds since the last commit; 0 while nothing waits for one. */
  public double ageSeconds(long nowNanos) {
    return isWaiting
        ? TimeUnit.NANOSECONDS.toMillis(Math.max(0, nowNanos - movedNanos)) / 1_000.0
        : 0;
  }
}
