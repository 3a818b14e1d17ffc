package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import ai.valeo.erp.tributary.topology.core.intake.Verdict;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to mutations that are not merged, and to rulings that touch no entity. */
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

  /**
   * To a ruling.
   *
   * @param refused why it has no effect; none if it has
   */
  static OutcomeFacts outcome(
      RulingFacts ruling, RulingRules.@Nullable Refused refused, long atMs) {
    return new OutcomeFacts(
        Texts.clip(ruling.id()),
        Texts.clip(ruling.edgeNode()),
        0,
        Texts.clip(ruling.entityType()),
        Texts.clip(ruling.entityId()),
        refused == null ? OutcomeState.APPLIED : OutcomeState.FAILED,
        refused == null ? null : refused.reason(),
        refused == null ? null : Texts.clip(refused.message()),
        0,
        List.of(),
        "",
        NO_POLICIES,
        atMs);
  }
}
