package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import java.util.List;

/** Answers to mutations that are not merged. */
final class Refusals {

  /** No policies were asked. */
  private static final int NO_POLICIES = 0;

  private Refusals() {}

  /** FAILED with the reason; the entity is not touched, so the answer names no version of it. */
  static OutcomeFacts outcome(MutationFacts mutation, Verdict.Refused refused, long atMs) {
    return new OutcomeFacts(
        Texts.clip(mutation.id()),
        Texts.clip(mutation.edgeNode()),
        mutation.sequence(),
        Texts.clip(mutation.entityType()),
        Texts.clip(mutation.entityId()),
        OutcomeState.FAILED,
        refused.reason(),
        Texts.clip(refused.message()),
        0,
        List.of(),
        "",
        NO_POLICIES,
        atMs);
  }
}
