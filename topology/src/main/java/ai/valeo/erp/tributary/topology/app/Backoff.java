package ai.valeo.erp.tributary.topology.app;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential pauses with jitter: between half of and the whole of a doubling time. One thread. */
final class Backoff {

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** The next pause. */
  Duration next() {
    long doubledMs = first.toMillis() << Math.min(failures, 20);
    failures++;
    long wholeMs = Math.min(doubledMs, longest.toMillis());
    return Duration.ofMillis(wholeMs / 2 + random.nextLong(wholeMs / 2 + 1));
  }

  /** Begins anew after a success. */
  void reset() {
    failures = 0;
  }
}
