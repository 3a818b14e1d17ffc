package ai.valeo.erp.tributary.graphql.view;

/**
 * Answers counted by one thing.
 *
 * @param key the thing, e.g. the id of an edge node
 * @param applied answers APPLIED
 * @param failed answers FAILED
 * @param conflict answers CONFLICT
 * @param concurrent answers to changes that met a concurrent one
 * @param lastMinute answers in the last full minute
 * @param lastHour answers in the last 60 full minutes
 * @param lastDay answers in the last 24 full hours
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

  /** Answers in all. */
  public long total() {
    return applied + failed + conflict;
  }

  /** Share of answers to changes that met a concurrent one, 0..1. */
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
