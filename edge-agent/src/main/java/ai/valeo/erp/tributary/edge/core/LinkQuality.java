package ai.valeo.erp.tributary.edge.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How good the way to one remote is, from what became of the last checks.
 *
 * <p>Hysteresis: it becomes unstable when loss or latency reach the upper bounds, and stable again
 * only when both are down to the lower bounds and the last bad moment is long enough ago. So it
 * cannot change more often than once per that time in each direction.
 *
 * <p>Times are of any clock that never goes back, in milliseconds.
 *
 * @param rules the bounds
 * @param samples the last checks, oldest first
 * @param unstable whether it counts as unstable
 * @param badAtMs when it last met an upper bound
 */
public record LinkQuality(Rules rules, List<Sample> samples, boolean unstable, long badAtMs) {

  private static final long LOST = -1;

  /**
   * What became of a check.
   *
   * @param atMs when its answer came, or was given up
   * @param latencyMs time to the answer; -1 = none came
   */
  public record Sample(long atMs, long latencyMs) {
    boolean isLost() {
      return latencyMs == LOST;
    }
  }

  /**
   * Bounds.
   *
   * @param window most checks that count
   * @param age checks older than that do not count
   * @param loss lost share of checks, 0 to 1
   * @param latencyMs median time to an answer
   * @param hold least time for which it stays unstable
   * @param lossesInRow lost checks in a row after which the remote counts as gone
   */
  public record Rules(
      int window, Duration age, Bounds loss, Bounds latencyMs, Duration hold, int lossesInRow) {

    /** So few checks say nothing. */
    static final int LEAST_SAMPLES = 5;

    /** One loss is an accident. */
    static final int LEAST_LOSSES = 2;

    public Rules {
      if (window < LEAST_SAMPLES || lossesInRow < 1 || hold.isNegative() || age.isNegative()) {
        throw new IllegalArgumentException(
            "rules: window "
                + window
                + ", losses in a row "
                + lossesInRow
                + ", hold "
                + hold
                + ", age "
                + age
                + " (expected: at least "
                + LEAST_SAMPLES
                + ", 1, 0, 0)");
      }
    }
  }

  /**
   * An upper bound, which makes unstable, and a lower one, which is needed to be stable again.
   *
   * @param low lower bound
   * @param high upper bound
   */
  public record Bounds(double low, double high) {
    public Bounds {
      if (!(low >= 0 && high >= low)) {
        throw new IllegalArgumentException(
            "bounds: " + low + ", " + high + " (expected: from 0, ascending)");
      }
    }
  }

  public LinkQuality {
    samples = List.copyOf(samples);
  }

  /** Nothing known yet. */
  public static LinkQuality unknown(Rules rules) {
    return new LinkQuality(rules, List.of(), false, 0);
  }

  /** An answer came. */
  public LinkQuality answered(long nowMs, long latencyMs) {
    return with(nowMs, latencyMs < 0 ? 0 : latencyMs);
  }

  /** No answer came in time, or a failure. */
  public LinkQuality lost(long nowMs) {
    return with(nowMs, LOST);
  }

  /**
   * The connection broke. However many checks it took to find out, that is one loss: an outage is
   * shown as such and does not make the connection after it an unstable one; many do.
   */
  public LinkQuality broke(long nowMs) {
    int kept = samples.size();
    while (kept > 0 && samples.get(kept - 1).isLost()) {
      kept--;
    }
    return new LinkQuality(rules, samples.subList(0, kept), unstable, badAtMs).lost(nowMs);
  }

  /** Time has passed. */
  public LinkQuality at(long nowMs) {
    return judged(recent(nowMs), nowMs);
  }

  /** Whether the remote counts as gone. */
  public boolean isGone() {
    int size = samples.size();
    return size >= rules.lossesInRow()
        && samples.subList(size - rules.lossesInRow(), size).stream().allMatch(Sample::isLost);
  }

  /** Whether the last check was lost. */
  public boolean isSuspect() {
    return !samples.isEmpty() && samples.getLast().isLost();
  }

  /** Lost share of the checks that count, 0 to 1. */
  public double loss() {
    return samples.isEmpty() ? 0 : (double) losses() / samples.size();
  }

  /** Median time to an answer; -1 = not known. */
  public long latencyMs() {
    long[] sorted =
        samples.stream()
            .filter(each -> !each.isLost())
            .mapToLong(Sample::latencyMs)
            .sorted()
            .toArray();
    return sorted.length == 0 ? -1 : sorted[sorted.length / 2];
  }

  private LinkQuality with(long nowMs, long latencyMs) {
    var next = new ArrayList<>(recent(nowMs));
    next.add(new Sample(nowMs, latencyMs));
    int surplus = next.size() - rules.window();
    return judged(surplus > 0 ? next.subList(surplus, next.size()) : next, nowMs);
  }

  private List<Sample> recent(long nowMs) {
    long oldestMs = nowMs - rules.age().toMillis();
    return samples.stream().filter(sample -> sample.atMs() >= oldestMs).toList();
  }

  private LinkQuality judged(List<Sample> counted, long nowMs) {
    var now = new LinkQuality(rules, counted, unstable, badAtMs);
    if (now.isBad()) {
      return new LinkQuality(rules, counted, true, nowMs);
    }
    boolean heals = now.isGood() && nowMs - badAtMs >= rules.hold().toMillis();
    return new LinkQuality(rules, counted, unstable && !heals, badAtMs);
  }

  private boolean isBad() {
    if (samples.size() < Rules.LEAST_SAMPLES) {
      return false;
    }
    boolean lossy = losses() >= Rules.LEAST_LOSSES && loss() >= rules.loss().high();
    return lossy || latencyMs() >= rules.latencyMs().high();
  }

  private boolean isGood() {
    boolean lossy = losses() >= Rules.LEAST_LOSSES && loss() > rules.loss().low();
    return !lossy && latencyMs() <= rules.latencyMs().low();
  }

  private long losses() {
    return samples.stream().filter(Sample::isLost).count();
  }
}
