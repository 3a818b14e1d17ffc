package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The node, its connection, and how much is under way. */
final class StatusFields {

  private final LocalNode node;
  private final About about;
  private final MachineLoad load;
  private final InstantSource clock;
  private volatile @Nullable Instant lastAnswer;

  StatusFields(LocalNode node, About about, MachineLoad load, InstantSource clock) {
    this.node = node;
    this.about = about;
    this.load = load;
    this.clock = clock;
    node.listenAnswers(answer -> lastAnswer = clock.instant());
  }

  /** The node's state; what it is asked for is read once. */
  private record Status(Connectivity connectivity, LocalNode.Figures figures) {

    boolean isOnline() {
      return connectivity.state() == ConnectionState.ONLINE;
    }
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> query) {
    query.fetch("edgeStatus", field -> status()).fetch("syncStatus", field -> status());
    Fields.<Status>of("EdgeStatus")
        .add("nodeId", status -> node.id())
        .add("location", status -> about.location().isEmpty() ? null : about.location())
        .add("isOnline", Status::isOnline)
        .add("connectionState", status -> status.connectivity.state().name())
        .add("offlineMode", status -> status.connectivity.offlineMode())
        .add("troubles", status -> node.troubles())
        .add("lastConnected", this::lastConnected)
        .add("diskUsage", status -> load.disk())
        .add("memoryUsage", status -> load.memory())
        .add("cpuUsage", status -> load.cpu())
        .add("version", status -> about.version())
        .add("schemaVersion", status -> about.schemaVersion())
        .into(wiring);
    Fields.<Status>of("SyncStatus")
        .add("lastSyncTime", this::lastSync)
        .add("pendingChanges", status -> status.figures.unanswered())
        .add("syncErrors", status -> status.figures.failed())
        .add("isCurrentlySyncing", status -> status.isOnline() && !status.figures.isCaughtUp())
        .add("conflicts", status -> status.figures.conflicts())
        .into(wiring);
  }

  Object status() {
    return new Status(node.connectivity(), node.figures());
  }

  private @Nullable Instant lastConnected(Status status) {
    return status.isOnline() ? clock.instant() : status.figures.lastConnected();
  }

  /** While all is exchanged, now; otherwise when the centre was last heard of. */
  private @Nullable Instant lastSync(Status status) {
    if (status.isOnline() && status.figures.isCaughtUp()) {
      return clock.instant();
    }
    Instant answered = lastAnswer;
    Instant connected = status.figures.lastConnected();
    boolean isAnswerLater = answered != null && (connected == null || answered.isAfter(connected));
    return isAnswerLater ? answered : connected;
  }
}
