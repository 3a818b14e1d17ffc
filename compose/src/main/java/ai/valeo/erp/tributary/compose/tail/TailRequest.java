package ai.valeo.erp.tributary.compose.tail;

import java.util.OptionalInt;

/**
 * What of a topic is read.
 *
 * @param topic full name
 * @param partition the only one read; none = all
 * @param start where reading begins
 * @param untilMs records of this time or later are left out, milliseconds since 1970 UTC
 * @param isFollowing whether to wait for more at the end
 * @param limit most records shown
 */
public record TailRequest(
    String topic,
    OptionalInt partition,
    Start start,
    long untilMs,
    boolean isFollowing,
    long limit) {

  /** Checks the numbers. */
  public TailRequest {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1 or more)");
    }
    if (partition.isPresent() && partition.getAsInt() < 0) {
      throw new IllegalArgumentException(
          "partition: " + partition.getAsInt() + " (expected: 0 or more)");
    }
  }
}
