package ai.valeo.erp.tributary.compose.secure;

/** Kinds of processes, each with rights of its own. */
public enum AccessKind {
  /** One edge node. */
  EDGE,
  /** An aggregator. */
  AGGREGATOR,
  /** A centre. */
  CENTRAL,
  /** Who creates and changes the topics, once at installation and at upgrades. */
  TOPICS,
  /** Who only reads: data engineers, `tail`, checks. */
  OBSERVER
}
