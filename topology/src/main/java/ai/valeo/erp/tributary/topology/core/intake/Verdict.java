package ai.valeo.erp.tributary.topology.core.intake;

import ai.valeo.erp.tributary.schemas.entity.Reason;

/** Whether a mutation may be merged. */
public sealed interface Verdict {

  /** It may; its operands have the exact types of their attributes. */
  record Accepted(MutationFacts mutation) implements Verdict {}

  /** It may not, with the first reason in the order of {@link Reason} and words for people. */
  record Refused(Reason reason, String message) implements Verdict {}
}
