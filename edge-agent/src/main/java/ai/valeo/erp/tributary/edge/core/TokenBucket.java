package ai.valeo.erp.tributary.edge.core;

import java.time.Duration;

/**
 * A token bucket: tokens come in at a rate, a second's worth at most is kept, each mutation takes
 * one. Times are of any clock that never goes back.
 *
 * @param perSecond tokens that come in a second; 0 = none
 * @param tokens tokens there were
 * @param atNanos when there were so many
 */
public record TokenBucket(int perSecond, double tokens, long atNanos) {

  private static final double SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  public TokenBucket {
    if (perSecond < 0) {
      throw new IllegalArgumentException("perSecond: " + perSecond + " (expected: 0 or more)");
    }
  }

  /** An empty bucket. */
  public static TokenBucket empty(int perSecond, long nowNanos) {
    return new TokenBucket(perSecond, 0, nowNanos);
  }

  /** Whole tokens there are now. */
  public int available(long nowNanos) {
    return (int) filled(nowNanos);
  }

  /** Takes tokens; may go below zero, and then makes the next ones wait. */
  public TokenBucket take(int count, long nowNanos) {
    return new TokenBucket(perSecond, filled(nowNanos) - count, nowNanos);
  }

  /** The same tokens, coming in at another rate from now on. */
  public TokenBucket at(int newPerSecond, long nowNanos) {
    return new TokenBucket(
        newPerSecond, Math.min(filled(nowNanos), Math.max(newPerSecond, 0)), nowNanos);
  }

  /** How long until there are so many, at most a second's worth; none come at rate 0. */
  public Duration until(int count, long nowNanos) {
    double missing = Math.min(count, Math.max(perSecond, 1)) - filled(nowNanos);
    if (missing <= 0) {
      return Duration.ZERO;
    }
    return perSecond == 0
        ? Duration.ofDays(1)
        : Duration.ofNanos((long) Math.ceil(missing / perSecond * SECOND_NANOS));
  }

  private double filled(long nowNanos) {
    double more = Math.max(0, nowNanos - atNanos) / SECOND_NANOS * perSecond;
    return Math.min(tokens + more, Math.max(perSecond, 0));
  }
}
