package ai.valeo.erp.tributary.schemas.access;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Pauses between attempts that fail: they double up to a limit. One thread. */
public final class Pauses {

  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private final DoubleSupplier random;
  private int failures;

  /**
   * Pauses of half of their time and a random part of the other half, so that many who failed
   * together do not try together.
   *
   * @param random numbers from 0 to 1
   */
  public Pauses(Duration first, Duration longest, DoubleSupplier random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** Pauses of their whole time. */
  public static Pauses whole(Duration first, Duration longest) {
    return new Pauses(first, longest, () -> 1);
  }

  /** The next pause. */
  public Duration next() {
    long wholeMs = Math.min(first.toMillis() << failures, longest.toMillis());
    failures = Math.min(failures + 1, MOST_DOUBLINGS);
    long restMs = wholeMs - wholeMs / 2;
    return Duration.ofMillis(wholeMs / 2 + (long) (restMs * random.getAsDouble()));
  }

  /** All is well again. */
  public void reset() {
    failures = 0;
  }
}
