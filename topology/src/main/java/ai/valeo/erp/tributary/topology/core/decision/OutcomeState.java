package ai.valeo.erp.tributary.topology.core.decision;

/** What became of a mutation. */
public enum OutcomeState {
  /** Done, also when every attribute lost: the decisions say so. */
  APPLIED,
  /** Not done, with a reason. */
  FAILED,
  /** Waits for a person; a later outcome ends it. */
  CONFLICT
}
