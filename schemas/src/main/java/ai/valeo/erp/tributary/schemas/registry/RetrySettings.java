package ai.valeo.erp.tributary.schemas.registry;

/**
 * How often and how long the client tries: after a round over all addresses it waits a random time
 * between 0 and {@code min(maxWaitMs, waitMs * 2^round)} ("full jitter").
 *
 * @param maxRetries rounds after the first, 0 or more
 * @param waitMs first bound of the wait, milliseconds
 * @param maxWaitMs last bound of the wait, milliseconds
 */
public record RetrySettings(int maxRetries, long waitMs, long maxWaitMs) {

  public RetrySettings {
    if (maxRetries < 0 || waitMs < 0 || maxWaitMs < waitMs) {
      throw new IllegalArgumentException(
          "retries: %d, %d ms to %d ms (expected: 0 or more, rising)"
              .formatted(maxRetries, waitMs, maxWaitMs));
    }
  }

  /** Upper bound of the wait after a round, milliseconds. */
  long boundMs(int round) {
    long doubled = waitMs << Math.min(round, 20);
    return Math.min(maxWaitMs, doubled);
  }
}
