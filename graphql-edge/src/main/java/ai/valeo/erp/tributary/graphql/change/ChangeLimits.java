package ai.valeo.erp.tributary.graphql.change;

import java.time.Duration;

/**
 * What the change feed may use.
 *
 * @param waiting events that may wait for one subscriber
 * @param recent changes of each topic kept in memory
 * @param resumeRecords most records read from the log for one subscriber that carries on
 * @param resumeAge oldest position that is carried on from; deletions must be kept longer
 * @param workers threads that make answers
 */
public record ChangeLimits(
    int waiting, int recent, long resumeRecords, Duration resumeAge, int workers) {

  /** The limits where none are configured. */
  public static ChangeLimits standard() {
    return new ChangeLimits(500, 2_000, 200_000, Duration.ofHours(24), 2);
  }
}
