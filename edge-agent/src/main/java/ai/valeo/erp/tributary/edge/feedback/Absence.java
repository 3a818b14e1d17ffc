package ai.valeo.erp.tributary.edge.feedback;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How long the node may be away and still learn of every deletion.
 *
 * @param clock the wall clock
 * @param longest shorter than deletions stay in the topics
 */
public record Absence(InstantSource clock, Duration longest) {

  /**
   * Whether it has not caught up for too long; a clock that was set far back counts as that too.
   */
  boolean isTooLong(long caughtUpMs) {
    return caughtUpMs > 0 && Math.abs(clock.millis() - caughtUpMs) > longest.toMillis();
  }
}
