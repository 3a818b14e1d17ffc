package ai.valeo.erp.tributary.graphql.view;

/**
 * Mutations counted by one thing, each by the last answer to it.
 *
 * @param key the thing, e.g. the id of an edge node
 * @param applied mutations answered APPLIED
 * @param failed mutations answered FAILED
 * @param conflict mutations that wait for a person
 * @param concurrent mutations that met a concurrent one
 * @param lastMinute mutations answered first in the last full minute
 * @param lastHour mutations answered first in the last 60 full minutes
 * @param lastDay mutations answered first in the last 24 full hours
 * @param lastAtMs broker time of the last one, milliseconds since 1970 UTC
 */
public record StatisticView(
    String key,
    long applied,
    long failed,
    long conflict,
    long concurrent,
    long lastMinute,
    long lastHour,
    long lastDay,
    long lastAtMs) {

  /** Mutations in all. */
  public long total() {
    return applied + failed + conflict;
  }

  /** Share of mutations that met a concurrent one, 0..1. */
  public double conflictRate() {
    return total() == 0 ? 0 : concurrent / (double) total();
  }

  /** The sum of two. */
  StatisticView plus(StatisticView other) {
    return new StatisticView(
        key,
        applied + other.applied,
        failed + other.failed,
        conflict + other.conflict,
        concurrent + other.concurrent,
        lastMinute + other.lastMinute,
        lastHour + other.lastHour,
        lastDay + other.lastDay,
        Math.max(lastAtMs, other.lastAtMs));
  }
}
