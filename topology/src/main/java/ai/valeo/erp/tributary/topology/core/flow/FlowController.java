package ai.valeo.erp.tributary.topology.core.flow;

/**
 * Decides how fast each edge node may publish: a value; every observation makes the next one.
 *
 * <p>Free, it begins to brake when a new mutation would wait too long, three looks in a row, and
 * then allows four fifths of what was taken in at best of late, so that the backlog shrinks. While
 * it brakes, it cuts by 30 % when the wait is too long, adds half when it is short, and holds in
 * between, each step some seconds after the last. When it allows twice what it has seen, nobody is
 * held back by it any more, and it sets all free. Nodes keep to a measure of their own besides.
 *
 * @param rules when and how far
 * @param total mutations a second for all nodes together; -1 = no limit
 * @param nodes nodes that share it
 * @param capacity mutations a second taken in at best of late
 * @param tooLong looks in a row that found the wait too long
 * @param changedAtMs when the total last changed
 */
public record FlowController(
    FlowRules rules, double total, int nodes, double capacity, int tooLong, long changedAtMs) {

  private static final double FREE = -1;
  private static final int LOOKS = 3;
  private static final double FIRST = 0.8;
  private static final double CUT = 0.7;
  private static final double GROW = 1.5;
  private static final double SURPLUS = 2;

  /** What a standing aggregator still lets come, of what it could take in before. */
  private static final double STANDING = 0.1;

  /** The best of late fades by half in a bit more than a minute of looks every two seconds. */
  private static final double FADE = 0.98;

  /** Before anything is known: nobody is held back. */
  public static FlowController free(FlowRules rules) {
    return new FlowController(rules, FREE, 1, 0, 0, 0);
  }

  /** Whether nodes are held back. */
  public boolean brakes() {
    return total != FREE;
  }

  /** Mutations a second for one node; -1 = no limit. Two digits: small changes change nothing. */
  public int perNode() {
    if (!brakes()) {
      return -1;
    }
    long share = Math.round(Math.min(total / nodes, Integer.MAX_VALUE / 2.0));
    long unit = 1;
    while (share / unit >= 100) {
      unit *= 10;
    }
    return (int) Math.max(rules.least(), share / unit * unit);
  }

  /** The next decision. */
  public FlowController next(Observation now) {
    double best = Math.max(now.perSecond(), capacity * FADE);
    boolean isLong = now.lag() >= rules.lag() && now.waitMs() >= rules.highMs();
    int looks = isLong ? Math.min(tooLong + 1, LOOKS) : 0;
    var known = new FlowController(rules, total, now.nodes(), best, looks, changedAtMs);
    return brakes() ? known.steered(now) : known.begun(now);
  }

  private FlowController begun(Observation now) {
    return tooLong < LOOKS ? this : with(allowed(now, FIRST * capacity), now.atMs());
  }

  private FlowController steered(Observation now) {
    if (now.atMs() - changedAtMs < rules.stepMs()) {
      return this;
    }
    if (tooLong > 0) {
      return with(allowed(now, CUT * Math.min(total, capacity)), now.atMs());
    }
    boolean isShort = now.waitMs() <= rules.lowMs() || now.lag() < rules.lag();
    if (!isShort) {
      return this;
    }
    double grown = Math.max(GROW * total, FIRST * now.perSecond());
    boolean holdsNobody = grown > SURPLUS * capacity;
    return with(holdsNobody ? FREE : grown, now.atMs());
  }

  /** No more than some when nothing is taken in, no less than each node's least. */
  private double allowed(Observation now, double wished) {
    boolean stands = now.perSecond() < STANDING * capacity;
    double most = stands ? Math.min(wished, STANDING * capacity) : wished;
    return Math.max(most, (double) rules.least() * now.nodes());
  }

  private FlowController with(double newTotal, long nowMs) {
    return new FlowController(rules, newTotal, nodes, capacity, tooLong, nowMs);
  }
}
