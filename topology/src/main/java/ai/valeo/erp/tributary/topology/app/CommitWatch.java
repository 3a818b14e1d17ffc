package ai.valeo.erp.tributary.topology.app;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Knows when a stream has committed last. A commit that does not come while mutations wait is the
 * one sign of a stream that says it runs and does not. Written by the supervisor's thread, read by
 * any.
 */
final class CommitWatch {

  private double commits = -1; // supervisor's thread only
  private volatile long movedNanos;
  private volatile boolean isWaiting;

  /** Looks at a stream, or notes that there is none. */
  void look(@Nullable StreamRun run, long nowNanos) {
    if (run == null) {
      isWaiting = false;
      commits = -1;
      return;
    }
    double now = run.commits();
    boolean isIdle = run.lag() <= 0;
    if (now != commits || isIdle) {
      commits = now;
      movedNanos = nowNanos;
    }
    isWaiting = !isIdle;
  }

  /** Seconds since the last commit; 0 while nothing waits for one. */
  double ageSeconds(long nowNanos) {
    return isWaiting
        ? TimeUnit.NANOSECONDS.toMillis(Math.max(0, nowNanos - movedNanos)) / 1_000.0
        : 0;
  }
}
