package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.view.ConflictView;
import ai.valeo.erp.tributary.graphql.view.ConflictViews;
import ai.valeo.erp.tributary.graphql.view.ProposalView;
import ai.valeo.erp.tributary.graphql.view.QuarantinedView;
import ai.valeo.erp.tributary.schemas.entity.Change;
import graphql.schema.idl.RuntimeWiring;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Rulings that wait for a second person. */
final class ProposalFields {

  private static final String OPEN = "OPEN";

  private final ConflictViews conflicts;
  private final LongSupplier nowMs;

  ProposalFields(ConflictViews conflicts, LongSupplier nowMs) {
    this.conflicts = conflicts;
    this.nowMs = nowMs;
  }

  void into(RuntimeWiring.Builder wiring) {
    Fields.<ProposalView>of("RulingProposal")
        .add("conflictId", ProposalView::conflictId)
        .add("ruling", ProposalView::ruling)
        .add("changes", ProposalFields::changes)
        .add("actor", ProposalView::actor)
        .add("reason", ProposalView::reason)
        .add("expectedVersion", ProposalView::expectedVersion)
        .add("expiresAt", proposal -> Instant.ofEpochMilli(proposal.expiresAtMs()))
        .into(wiring);
  }

  /** What is proposed for a conflict; nothing for one that is over, whatever was proposed. */
  @Nullable ProposalView of(ConflictView conflict) {
    return conflict.state().equals(OPEN)
        ? conflicts.proposal(conflict.id(), nowMs.getAsLong())
        : null;
  }

  private static List<QuarantinedView.Offered> changes(ProposalView proposal) {
    return proposal.changes().stream().map(change -> offered(proposal, change)).toList();
  }

  private static QuarantinedView.Offered offered(ProposalView proposal, Change change) {
    return new QuarantinedView.Offered(
        proposal.entityType(),
        proposal.entityId(),
        change.attribute(),
        change.operator().name(),
        change.operand());
  }
}
