package ai.valeo.erp.tributary.topology.core.decision;

/** What happened to one attribute. The names are part of the contract. */
public enum Result {
  /** The change took effect. */
  SET,
  /** The amount was added. */
  ADDED,
  /** The change and what it met both count. */
  MERGED,
  /** What stood there stayed. */
  KEPT,
  /** A later change of the same node, or a later count, had come before it. */
  SUPERSEDED,
  /** The value stopped at a bound. */
  CLAMPED,
  /** The value crossed a bound and the shortage is noted. */
  BACKORDERED,
  /** What stood there stays until a person rules. */
  ESCALATED;

  /** Whether the change left its mark on the entity. */
  public boolean isApplied() {
    return switch (this) {
      case SET, ADDED, MERGED, CLAMPED, BACKORDERED -> true;
      case KEPT, SUPERSEDED, ESCALATED -> false;
    };
  }
}
