package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.core.FlowStatus;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.network.ConnectionListener;
import ai.valeo.erp.tributary.edge.network.Link;
import ai.valeo.erp.tributary.edge.network.Remotes;
import ai.valeo.erp.tributary.edge.publish.FlowGate;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A node's network: the connection to the broker, and how each remote is.
 *
 * <p>Threading: any thread. Listeners are called by the node's own threads and must be quick.
 */
public final class EdgeNetwork implements AutoCloseable {

  private final Link link;
  private final Remotes remotes;
  private final NetworkProbes probes;
  private final EdgeStore store;
  private final EdgeMetrics metrics;
  private final NodeStatus status;
  private final FlowGate gate;
  private final ReentrantLock switching = new ReentrantLock();

  EdgeNetwork(Link link, NetworkProbes probes, SessionParts parts, NodeStatus status) {
    this.link = link;
    this.remotes = parts.remotes();
    this.probes = probes;
    this.store = parts.store();
    this.metrics = parts.publish().metrics();
    this.status = status;
    this.gate = parts.publish().gate();
    link.listen(this::changed);
    metrics.gauge(EdgeMetric.CONNECTED, link, now -> now.connectivity().isConnected() ? 1 : 0);
    for (RemoteStatus known : remotes.statuses()) {
      registerGauges(known.remote());
    }
    registerFlow();
  }

  private void registerFlow() {
    metrics.gauge(EdgeMetric.FLOW_ALLOWANCE, gate, now -> now.status().perSecond());
    metrics.gauge(EdgeMetric.FLOW_WINDOW, gate, now -> now.status().window());
    metrics.gauge(EdgeMetric.FLOW_IN_FLIGHT, gate, now -> now.status().inFlight());
    metrics.gauge(EdgeMetric.ANSWER_TIME, gate, now -> seconds(now.status().answerMs()));
  }

  private void registerGauges(Remote remote) {
    var watch = remotes.watch(remote);
    metrics.gauge(EdgeMetric.REMOTE_UP, remote, () -> up(watch.status().state()));
    metrics.gauge(EdgeMetric.REMOTE_LATENCY, remote, () -> seconds(watch.status().latencyMs()));
    metrics.gauge(EdgeMetric.REMOTE_LOSS, remote, () -> watch.status().loss());
  }

  private static double up(RemoteStatus.State state) {
    return switch (state) {
      case UP, UNSTABLE -> 1;
      case DOWN -> 0;
      case UNKNOWN -> Double.NaN;
    };
  }

  private static double seconds(long ms) {
    return ms < 0 ? Double.NaN : ms / 1e3;
  }

  void start() {
    link.start();
    probes.start();
  }

  /**
   * Switches offline mode; when it is on, nothing uses the network any more on return. It stays
   * switched over restarts.
   */
  public void setOfflineMode(boolean on) {
    switching.lock();
    try {
      store.write(transaction -> {
        transaction.switches().setOfflineMode(on);
        return on;
      });
      probes.setPaused(on);
      link.setOfflineMode(on);
    } finally {
      switching.unlock();
    }
  }

  /** The connection now. */
  public Connectivity connectivity() {
    return link.connectivity();
  }

  /** How each remote is now; the centre only where its address is configured. */
  public List<RemoteStatus> remotes() {
    return remotes.statuses();
  }

  /** How fast it publishes now, and what holds it back. */
  public FlowStatus flow() {
    return gate.status();
  }

  /** The remotes themselves, for who calls them: to ask first, and to report what came of it. */
  public Remotes watches() {
    return remotes;
  }

  /** Tells a listener of every change of the connection from now on. */
  public void listen(ConnectionListener listener) {
    link.listen(listener);
  }

  /** Tells a listener whenever the state of a remote becomes another one. */
  public void listenRemotes(Consumer<RemoteStatus> listener) {
    remotes.listen(listener);
  }

  @Override
  public void close() {
    probes.close();
    link.close();
  }

  private void changed(Connectivity before, Connectivity after) {
    if (after.isConnected() || before.isConnected()) {
      status.wasConnected();
    }
    if (after.failures() > before.failures()) {
      metrics.count(EdgeMetric.CONNECTION_LOST, 1);
    }
  }
}
