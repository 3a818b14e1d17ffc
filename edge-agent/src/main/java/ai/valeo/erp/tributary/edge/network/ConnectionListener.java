package ai.valeo.erp.tributary.edge.network;

import ai.valeo.erp.tributary.edge.core.Connectivity;

/** Learns of changes of the connection; called by the thread that caused them, so be quick. */
@FunctionalInterface
public interface ConnectionListener {

  /** The connection has changed. */
  void changed(Connectivity before, Connectivity after);
}
