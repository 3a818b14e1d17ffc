package ai.valeo.erp.tributary.edge.core;

import org.jspecify.annotations.Nullable;

/**
 * Why a node itself ended a mutation as FAILED, without an answer of the centre. Such an end is
 * replaced by the centre's answer, should one come after all.
 */
public enum LocalReason {
  /** The broker does not take a record of this size. */
  TOO_LARGE,
  /** The broker does not let this node write mutations, for as often as it was tried. */
  NOT_AUTHORIZED,
  /** The broker refuses the record for another reason that does not pass. */
  REFUSED_BY_BROKER,
  /** The answer was deleted at the centre before this node could read it. */
  OUTCOME_LOST;

  /** Whether the centre may have answered otherwise all the same. */
  public static boolean isSupposed(@Nullable String code) {
    return NOT_AUTHORIZED.name().equals(code)
        || REFUSED_BY_BROKER.name().equals(code)
        || OUTCOME_LOST.name().equals(code);
  }
}
