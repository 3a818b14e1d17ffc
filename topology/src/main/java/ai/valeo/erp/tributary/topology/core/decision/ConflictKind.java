package ai.valeo.erp.tributary.topology.core.decision;

/** What kinds of concurrent changes met. */
public enum ConflictKind {
  /** Two changes of one attribute. */
  CONCURRENT_UPDATE,
  /** A delete and an update or create. */
  DELETE_UPDATE,
  /** Two creates of one entity. */
  CREATE_CREATE
}
