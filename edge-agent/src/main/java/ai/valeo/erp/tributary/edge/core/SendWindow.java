package ai.valeo.erp.tributary.edge.core;

/**
 * How many mutations may be on their way, sent and not answered, so that answers keep coming in
 * time: additive increase, multiplicative decrease, with a slow start, as in TCP (RFC 5681), but by
 * the time to an answer, since nothing is ever lost here. A node that fills its window thus gives
 * way to the others by itself, without hearing from the centre.
 *
 * <p>At first it grows with every answer, and later too while answers come in a quarter of the time
 * they may take: a centre that was slow only because it had just started is not held back for long.
 *
 * <p>It shrinks once for what was sent before it did: answers to that say nothing new.
 *
 * @param rules the bounds
 * @param size the present size
 * @param slowStart whether it still grows with every answer
 * @param smoothedMs time to an answer of late; -1 = not known
 * @param fastestMs the shortest of late: what the way itself takes; -1 = not known
 * @param ignoredTo answers to sequences up to this one cannot make it smaller
 */
public record SendWindow(
    Rules rules,
    double size,
    boolean slowStart,
    double smoothedMs,
    double fastestMs,
    long ignoredTo) {

  private static final double SHRINK = 0.7;

  /** While answers take less than this share of what is too long, it grows as at the beginning. */
  private static final double QUICK = 4;

  private static final double NEW_WEIGHT = 0.25;
  private static final double UNKNOWN = -1;
  private static final double WAYS = 2;
  private static final double MOST_TARGETS = 3;

  /** A way that has become longer is believed after some tens of answers. */
  private static final double FORGET = 1.02;

  /** One answer of an hour ago must not hide the good ones after it. */
  private static final double LONGEST_TARGETS = 4;

  /** From the least to the greatest size in so many windows without trouble. */
  private static final double STEPS = 100;

  /**
   * Bounds.
   *
   * @param least least size; so many are always sent
   * @param start size at the beginning
   * @param most greatest size
   * @param targetMs time within which answers should come
   */
  public record Rules(int least, int start, int most, long targetMs) {
    public Rules {
      if (least < 1 || start < least || most < start || targetMs < 1) {
        throw new IllegalArgumentException(
            "window: "
                + least
                + ", "
                + start
                + ", "
                + most
                + ", target "
                + targetMs
                + " ms (expected: ascending from 1)");
      }
    }
  }

  /** A window that nothing is known of. */
  public static SendWindow start(Rules rules) {
    return new SendWindow(rules, rules.start(), true, UNKNOWN, UNKNOWN, 0);
  }

  /** How many may be on their way. */
  public int limit() {
    return (int) size;
  }

  /**
   * Answers that came together.
   *
   * @param meanMs mean time they took
   * @param count how many
   * @param upTo the highest sequence among them
   */
  public record Answers(double meanMs, int count, long upTo) {}

  /**
   * Answers came.
   *
   * @param answers the answers
   * @param lastSent the highest sequence sent so far
   * @param used whether the window was what held the node back; else it does not grow
   */
  public SendWindow answered(Answers answers, long lastSent, boolean used) {
    double capped = Math.min(answers.meanMs(), LONGEST_TARGETS * rules.targetMs());
    double smoothed = smoothedMs < 0 ? capped : smoothedMs + NEW_WEIGHT * (capped - smoothedMs);
    double fastest = fastestMs < 0 ? capped : Math.min(capped, fastestMs * FORGET);
    var seen = new SendWindow(rules, size, slowStart, smoothed, fastest, ignoredTo);
    if (smoothed > seen.tooLongMs()) {
      return seen.slowed(answers.upTo(), lastSent);
    }
    boolean isQuick = smoothed * QUICK < seen.tooLongMs();
    double step = slowStart || isQuick ? 1 : Math.max(1, rules.most() / STEPS) / size;
    double grown = used ? Math.min(rules.most(), size + step * answers.count()) : size;
    return new SendWindow(rules, grown, slowStart, smoothed, fastest, ignoredTo);
  }

  /**
   * Answers that take longer come too late. Where the way alone takes longer than the target, say
   * over a satellite, sending less would make nothing faster: there it is twice the way's time.
   */
  public double tooLongMs() {
    double targetMs = rules.targetMs();
    return Math.clamp(WAYS * fastestMs, targetMs, MOST_TARGETS * targetMs);
  }

  /** What was sent up to a sequence takes too long. */
  public SendWindow slowed(long upTo, long lastSent) {
    return upTo <= ignoredTo
        ? this
        : new SendWindow(
            rules, Math.max(rules.least(), size * SHRINK), false, smoothedMs, fastestMs, lastSent);
  }
}
