package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Connectivity;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.network.ConnectionListener;
import ai.valeo.erp.tributary.edge.network.Link;

/** The node's connection to the centre. Any thread. */
public final class EdgeNetwork {

  private final Link link;

  EdgeNetwork(Link link, EdgeMetrics metrics, NodeStatus status) {
    this.link = link;
    link.listen((before, after) -> {
      if (isOnline(after) || isOnline(before)) {
        status.wasConnected();
      }
      if (after.failures() > before.failures()) {
        metrics.count(EdgeMetric.CONNECTION_LOST, 1);
      }
    });
    metrics.gauge(EdgeMetric.CONNECTED, link, now -> isOnline(now.connectivity()) ? 1 : 0);
  }

  /** The connection now. */
  public Connectivity connectivity() {
    return link.connectivity();
  }

  /** Switches offline mode; when it is on, nothing uses the network any more on return. */
  public void setOfflineMode(boolean on) {
    link.setOfflineMode(on);
  }

  /** Tells a listener of every change of the connection from now on. */
  public void listen(ConnectionListener listener) {
    link.listen(listener);
  }

  private static boolean isOnline(Connectivity connectivity) {
    return connectivity.state() == ConnectionState.ONLINE;
  }
}
