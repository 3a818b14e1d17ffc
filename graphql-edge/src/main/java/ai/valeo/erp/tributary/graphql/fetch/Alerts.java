package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.change.Latest;
import ai.valeo.erp.tributary.graphql.fetch.SystemAlert.Kind;
import ai.valeo.erp.tributary.graphql.fetch.SystemAlert.Reading;
import ai.valeo.erp.tributary.graphql.view.EdgeNodeView;
import ai.valeo.erp.tributary.graphql.view.Views;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Looks at the figures and tells which of them somebody should look at. Any thread. */
final class Alerts {

  private static final String OFFLINE = "OFFLINE";

  private final Views views;
  private final Lags lags;
  private final LongSupplier nowMs;
  private final Limits limits;
  private final Latest latest = new Latest();
  private final Map<String, SystemAlert> standing = new HashMap<>(); // guarded by this

  Alerts(Views views, Lags lags, LongSupplier nowMs, Limits limits) {
    this.views = views;
    this.lags = lags;
    this.nowMs = nowMs;
    this.limits = limits;
  }

  /**
   * Thresholds.
   *
   * @param figures of figures
   * @param silenceMs a node without a heartbeat for so long is silent
   */
  record Limits(AlertLimits figures, long silenceMs) {}

  /** Where alerts are told. */
  Latest latest() {
    return latest;
  }

  /**
   * Looks once.
   *
   * @throws RuntimeException if the views cannot be read now
   */
  synchronized void look() {
    long now = nowMs.getAsLong();
    Set<String> seen = new HashSet<>();
    for (EdgeNodeView node : views.edgeNodes().edgeNodes(false)) {
      boolean hasLeft = node.state().equals(OFFLINE);
      Reading silence = new Reading(hasLeft ? 0 : now - node.sentAtMs(), limits.silenceMs());
      seen.add(look(Kind.NODE_SILENT, node.id(), silence));
    }
    AlertLimits figures = limits.figures();
    seen.add(look(Kind.MERGE_BACKLOG, null, reading(lags.queueDepth(), figures.mergeBacklog())));
    seen.add(look(Kind.VIEW_BACKLOG, null, reading(lags.readLag(), figures.viewBacklog())));
    Reading open = new Reading(views.conflicts().open(), figures.openConflicts());
    seen.add(look(Kind.OPEN_CONFLICTS, null, open));
    for (String gone : Set.copyOf(standing.keySet())) {
      if (!seen.contains(gone)) {
        end(gone, 0);
      }
    }
  }

  private static Reading reading(@Nullable Long value, long threshold) {
    return new Reading(value == null ? 0 : value, threshold);
  }

  private String look(Kind kind, @Nullable String subject, Reading reading) {
    SystemAlert alert = new SystemAlert(kind, subject, true, nowMs.getAsLong(), reading);
    String id = alert.id();
    boolean stands = standing.containsKey(id);
    if (reading.value() > reading.threshold() && !stands) {
      standing.put(id, alert);
      latest.put(id, alert);
    } else if (reading.value() <= reading.threshold() && stands) {
      end(id, reading.value());
    }
    return id;
  }

  private void end(String id, long value) {
    SystemAlert alert = standing.remove(id);
    if (alert != null) {
      latest.end(id, alert.over(value));
    }
  }
}
