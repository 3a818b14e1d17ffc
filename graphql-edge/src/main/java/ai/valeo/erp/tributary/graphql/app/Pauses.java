package ai.valeo.erp.tributary.graphql.app;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: they double up to a limit, and vary by half. One thread. */
final class Pauses {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final RandomGenerator random;
  private long nextMs = FIRST.toMillis();

  Pauses(RandomGenerator random) {
    this.random = random;
  }

  /** The next pause. */
  Duration next() {
    long pauseMs = nextMs / 2 + random.nextLong(nextMs / 2 + 1);
    nextMs = Math.min(LONGEST.toMillis(), nextMs * 2);
    return Duration.ofMillis(pauseMs);
  }

  /** All is well again. */
  void reset() {
    nextMs = FIRST.toMillis();
  }
}
