package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.graphql.publish.Verdict;
import ai.valeo.erp.tributary.graphql.trade.Request;
import ai.valeo.erp.tributary.graphql.view.ConflictViews;
import ai.valeo.erp.tributary.graphql.view.ProposalView;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publishes rulings, and proposals of rulings. Proposals are in the log like rulings, so that every
 * instance knows them and none is lost. Any thread that may block.
 */
final class RulingDesk {

  private final ConflictViews conflicts;
  private final CommandParts parts;
  private final Underway underway;

  RulingDesk(ConflictViews conflicts, CommandParts parts, Underway underway) {
    this.conflicts = conflicts;
    this.parts = parts;
    this.underway = underway;
  }

  /** Whether something else is under way under a ruling's identity. */
  boolean isOther(String id, Verdict.Decision decision) {
    Underway.Entry entry = underway.find(id);
    return entry != null && !entry.what().print().equals(print(decision));
  }

  /** What became of a ruling that came before, or none. */
  @Nullable CompletableFuture<Fate> known(String id) {
    return parts.dispatch().known(id);
  }

  /** Publishes a ruling, and waits for what becomes of it. */
  CompletableFuture<Fate> send(Verdict verdict, boolean mayBeRepeated, Trace trace) {
    EntityKey key = verdict.matter() instanceof Verdict.OfConflict conflict ? conflict.key() : null;
    var what =
        new Underway.What(verdict.id(), verdict.node().value(), key, print(verdict.decision()));
    return parts
        .dispatch()
        .send(what, mayBeRepeated, () -> parts.publisher().publish(verdict, trace));
  }

  private static String print(Verdict.Decision decision) {
    return decision.toString();
  }

  /**
   * What stands proposed for a conflict now that somebody wants this: what another person has
   * proposed alike, else this, which is published if it is new. None while the views do not show it
   * yet.
   */
  CompletableFuture<@Nullable ProposalView> propose(RulingCase one, Verdict verdict) {
    ProposalView own = one.proposal(verdict);
    ProposalView standing = standing(own);
    if (standing != null) {
      return CompletableFuture.completedFuture(standing);
    }
    Trace trace = Request.of(one.field());
    return parts
        .dispatch()
        .offer(() -> parts.publisher().propose(verdict, trace))
        .thenCompose(published ->
            parts.reach().await(() -> standing(own) != null, parts.settings().patience()))
        .thenApply(isShown -> standing(own));
  }

  /** What stands proposed, if it is the same. */
  private @Nullable ProposalView standing(ProposalView own) {
    ProposalView standing = conflicts.proposal(own.conflictId(), parts.reach().nowMs());
    return standing != null && standing.isSame(own) ? standing : null;
  }
}
