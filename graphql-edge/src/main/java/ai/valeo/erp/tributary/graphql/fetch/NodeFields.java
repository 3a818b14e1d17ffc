package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.view.EdgeNodeView;
import ai.valeo.erp.tributary.graphql.view.OutcomeViews;
import ai.valeo.erp.tributary.graphql.view.Views;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Edge nodes, and how the aggregator is doing. */
final class NodeFields {

  private static final String OFFLINE = "OFFLINE";

  private final Views views;
  private final Lags lags;
  private final LongSupplier nowMs;
  private final long silenceMs;

  /**
   * Fetchers.
   *
   * @param silence a node without a heartbeat for so long is not online
   */
  NodeFields(Views views, Lags lags, LongSupplier nowMs, Duration silence) {
    this.views = views;
    this.lags = lags;
    this.nowMs = nowMs;
    this.silenceMs = silence.toMillis();
  }

  record Status(
      OutcomeViews.Counts answers,
      long detected,
      int open,
      @Nullable Long queueDepth,
      @Nullable Long readLag) {

    double conflictRate() {
      long total = answers.applied() + answers.failed() + answers.conflict();
      return total == 0 ? 0 : Math.min(1.0, detected / (double) total);
    }
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query
        .fetch("edgeNodes", this::nodes)
        .fetch("edgeSummary", field -> summary())
        .fetch("edgeNode", field -> views.edgeNodes().edgeNode(Arguments.id(field, "id")))
        .fetch("aggregatorStatus", field -> status());
    Fields.<EdgeNodeView>of("EdgeNode")
        .add("id", EdgeNodeView::id)
        .add("location", EdgeNodeView::location)
        .add("online", this::isOnline)
        .add("connectionState", EdgeNodeView::state)
        .add("lastSeen", node -> Instant.ofEpochMilli(node.sentAtMs()))
        .add("version", EdgeNodeView::version)
        .add("schemaVersion", EdgeNodeView::schemaVersion)
        .add("pendingMutations", node -> node.counts().pending())
        .add("failedMutations", node -> node.counts().failed())
        .add("conflicts", node -> node.counts().conflicts())
        .add("lastSequence", node -> node.counts().lastSequence())
        .add("cpuLoad", node -> node.machine().cpuLoad())
        .add("memoryUsedBytes", node -> node.machine().memoryUsedBytes())
        .add("diskFreeBytes", node -> node.machine().diskFreeBytes())
        .add("name", EdgeNodeView::name)
        .add("incarnation", EdgeNodeView::incarnation)
        .add("storeId", node -> node.store().id())
        .add("runId", node -> node.store().runId())
        .add("floor", node -> node.store().floor())
        .add("oldestPendingAt", node -> oldest(node.store().oldestPendingMs()))
        .add("retries", node -> node.store().retries())
        .add("storeBytes", node -> node.store().sizeBytes())
        .add("remotes", EdgeNodeView::remotes)
        .into(wiring);
    Fields.<EdgeNodeView.Remote>of("RemoteHealth")
        .add("remote", EdgeNodeView.Remote::name)
        .add("state", EdgeNodeView.Remote::state)
        .add("latencyMs", remote -> remote.latencyMs() < 0 ? null : remote.latencyMs())
        .add("loss", EdgeNodeView.Remote::loss)
        .add("lastError", EdgeNodeView.Remote::lastError)
        .into(wiring);
    Fields.<EdgeSummary>of("EdgeSummary")
        .add("nodes", EdgeSummary::nodes)
        .add("online", EdgeSummary::online)
        .add("pendingMutations", EdgeSummary::pending)
        .add("oldestPendingAt", summary -> oldest(summary.oldestPendingMs()))
        .add("pendingByAge", EdgeSummary::byAge)
        .into(wiring);
    Fields.<EdgeSummary.Age>of("PendingAge")
        .add("upToSeconds", EdgeSummary.Age::upToSeconds)
        .add("nodes", EdgeSummary.Age::nodes)
        .add("pendingMutations", EdgeSummary.Age::pending)
        .into(wiring);
    Fields.<Status>of("AggregatorStatus")
        .add("queueDepth", Status::queueDepth)
        .add("mutationsPerSecond", status -> status.answers.perSecond())
        .add("appliedTotal", status -> status.answers.applied())
        .add("failedTotal", status -> status.answers.failed())
        .add("conflictTotal", status -> status.answers.conflict())
        .add("conflictsDetected", Status::detected)
        .add("conflictRate", Status::conflictRate)
        .add("openConflicts", Status::open)
        .add("readLag", Status::readLag)
        .add("quarantined", status -> views.quarantine().waiting())
        .add("latency", status -> views.metrics().latency())
        .into(wiring);
  }

  /** The figures of the aggregator and alerts, for those who watch them. */
  Signals signals(AlertLimits limits) {
    return new Signals(
        this::status, new Alerts(views, lags, nowMs, new Alerts.Limits(limits, silenceMs)));
  }

  /** Shows figures of the edge nodes, of conflicts and of the quarantine. */
  void measure(MeterRegistry meters, int listed) {
    new FleetGauges(views, nowMs, new FleetGauges.Terms(silenceMs, listed), meters).register();
  }

  private static @Nullable Instant oldest(@Nullable Long ms) {
    return ms == null ? null : Instant.ofEpochMilli(ms);
  }

  private List<EdgeNodeView> nodes(DataFetchingEnvironment field) {
    Boolean isWithSilent = field.getArgument("silent");
    return views.edgeNodes().edgeNodes(Boolean.TRUE.equals(isWithSilent));
  }

  private EdgeSummary summary() {
    return EdgeSummary.of(views.edgeNodes().edgeNodes(false), this::isOnline, nowMs.getAsLong());
  }

  private boolean isOnline(EdgeNodeView node) {
    return !node.state().equals(OFFLINE) && nowMs.getAsLong() - node.sentAtMs() <= silenceMs;
  }

  Status status() {
    return new Status(
        views.outcomes().counts(),
        views.conflicts().detected(),
        views.conflicts().open(),
        lags.queueDepth(),
        lags.readLag());
  }
}
