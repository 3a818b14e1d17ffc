package ai.valeo.erp.tributary.edge.core;

/** State of the node's connection to the centre. */
public enum ConnectionState {
  /** Mutations and feedback flow. */
  ONLINE,
  /** Offline mode, not started, closed, or too many attempts in a row have failed. */
  OFFLINE,
  /** Connected, but much is lost or slow: the node sends little at a time. */
  UNSTABLE,
  /** Not connected and trying. */
  RECONNECTING
}
