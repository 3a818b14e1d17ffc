package ai.valeo.erp.tributary.topology.core.ruling;

/** What a person says of a conflict. The names are part of the contract. */
public enum RulingKind {
  /** What stands there stays. */
  KEEP,
  /** What was offered is taken. */
  TAKE,
  /** The given values are set. */
  MERGE
}
