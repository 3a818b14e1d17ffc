package ai.valeo.erp.tributary.graphql.observe;

import java.time.Instant;

/**
 * How one operation has done since the start.
 *
 * @param id names its signature
 * @param document its signature: its normal form without values
 * @param isQuery whether it reads; if not, it changes
 * @param count how often it was run
 * @param errors how often its answer had errors
 * @param slow how often it was slow
 * @param times how long it took
 * @param lastAt when it was run last
 */
public record OperationStatistics(
    String id,
    String document,
    boolean isQuery,
    long count,
    long errors,
    long slow,
    Times times,
    Instant lastAt) {

  /**
   * How long an operation took, milliseconds; the shares of its latest runs.
   *
   * @param p50 half of them took no longer
   * @param p95 95 of 100 took no longer
   * @param max the longest since the start
   * @param total all runs since the start together
   */
  public record Times(double p50, double p95, double max, double total) {}
}
