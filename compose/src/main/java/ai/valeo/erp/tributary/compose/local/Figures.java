package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.edge.app.EdgeStats;
import java.util.List;
import java.util.Locale;

/**
 * The one live line: what is going on right now.
 *
 * <p>Threading: one thread.
 */
final class Figures {
  private static final double NANOS = 1e9;

  private final List<OfficeNode> offices;
  private long lastAnswered = -1;
  private long lastNs;

  Figures(List<OfficeNode> offices) {
    this.offices = offices;
  }

  /**
   * The line for this moment.
   *
   * @param what what is being done
   */
  String line(String what) {
    long answered = 0;
    long conflicts = 0;
    long lag = 0;
    StringBuilder nodes = new StringBuilder();
    for (OfficeNode office : offices) {
      EdgeStats stats = office.stats();
      long pending = stats.outbox().unanswered();
      answered += office.ledger().size() - pending;
      conflicts += stats.conflicts();
      lag += Math.max(0, stats.feedLag());
      nodes
          .append("  ")
          .append(office.office().city())
          .append(stats.offlineMode() ? " (offline) " : " ")
          .append(pending);
    }
    return String.format(
        Locale.ROOT,
        "%-13s %6.0f mutations/s  pending:%s  conflicts %d  lag %d",
        what,
        rate(answered),
        nodes,
        conflicts,
        lag);
  }

  private double rate(long answered) {
    long now = System.nanoTime();
    double seconds = (now - lastNs) / NANOS;
    double rate = lastAnswered < 0 ? 0 : Math.max(0, answered - lastAnswered) / seconds;
    lastAnswered = answered;
    lastNs = now;
    return rate;
  }
}
