package ai.valeo.erp.tributary.edge.core;

import java.time.Duration;

/**
 * Exponential backoff with full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): the
 * pause is uniform between zero and a bound that doubles with every failure.
 *
 * @param initial bound of the pause after the first failure
 * @param limit greatest bound
 */
public record Backoff(Duration initial, Duration limit) {

  private static final int MAX_DOUBLINGS = 30;

  public Backoff {
    if (initial.isNegative() || initial.isZero() || limit.compareTo(initial) < 0) {
      throw new IllegalArgumentException(
          "backoff: " + initial + " to " + limit + " (expected: above zero, ascending)");
    }
  }

  /** Bound of the pause after so many failures in a row, 1 or more. */
  public Duration bound(int failures) {
    int doublings = Math.min(Math.max(failures, 1) - 1, MAX_DOUBLINGS);
    Duration doubled = initial.multipliedBy(1L << doublings);
    return doubled.compareTo(limit) > 0 ? limit : doubled;
  }

  /**
   * The pause before the next attempt.
   *
   * @param failures failures in a row, 1 or more
   * @param random a number from 0 (inclusive) to 1 (exclusive)
   */
  public Duration pause(int failures, double random) {
    if (random < 0 || random >= 1) {
      throw new IllegalArgumentException("random: " + random + " (expected: 0 <= random < 1)");
    }
    return Duration.ofMillis((long) (bound(failures).toMillis() * random));
  }
}
