package ai.valeo.erp.tributary.edge.core;

/** State of one entity relative to the centre; where several hold, the last one is shown. */
public enum SyncState {
  /** Nothing of this node's own is open. */
  SYNCED,
  /** Own changes are on top that the centre has not confirmed. */
  PENDING,
  /** An own mutation failed and nobody has acknowledged it. */
  ERROR,
  /** An own mutation waits for a person. */
  CONFLICT
}
