package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reasons whose counters are shown before anything is counted: a rate needs a beginning, and the
 * first failure must not go unseen.
 */
final class ShownReasons {

  /** Why a record is not of its node. */
  static final Set<Reason> OF_SIGNATURES =
      Collections.unmodifiableSet(EnumSet.range(Reason.UNSIGNED, Reason.STALE_SIGNATURE));

  /** Why a record is set aside. */
  static final Set<Reason> OF_RECORDS = ofRecords();

  /** Why a mutation of a known entity type is FAILED. */
  static final Set<Reason> OF_MUTATIONS = ofMutations();

  private ShownReasons() {}

  private static Set<Reason> ofRecords() {
    Set<Reason> reasons = EnumSet.range(Reason.UNSIGNED, Reason.GROUP_UNSUPPORTED);
    reasons.addAll(EnumSet.of(Reason.LIMIT, Reason.INTERNAL));
    return Collections.unmodifiableSet(reasons);
  }

  private static Set<Reason> ofMutations() {
    Set<Reason> reasons = EnumSet.range(Reason.TOO_LARGE, Reason.GROUP_UNSUPPORTED);
    reasons.remove(Reason.UNKNOWN_TYPE);
    reasons.addAll(
        EnumSet.of(
            Reason.UNKNOWN_ENTITY,
            Reason.DELETED,
            Reason.ILLEGAL_STEP,
            Reason.INVARIANT,
            Reason.LIMIT,
            Reason.INTERNAL));
    return Collections.unmodifiableSet(reasons);
  }
}
