package ai.valeo.erp.tributary.edge.core;

/** State of a mutation, as its node sees it. */
public enum MutationState {
  /** Captured, not yet handed to the network. */
  PENDING,
  /** Has its sequence and may have been sent; waits for its outcome. */
  PROCESSING,
  /** The centre applied it. */
  APPLIED,
  /** The centre refused it for the reason given. */
  FAILED,
  /** It waits for a person at the centre; a later outcome ends it. */
  CONFLICT
}
