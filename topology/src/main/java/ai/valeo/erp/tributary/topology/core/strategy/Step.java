package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.DecisionFacts;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import org.jspecify.annotations.Nullable;

/** What merging into one attribute gave. */
public sealed interface Step {

  /**
   * It was decided.
   *
   * @param next the attribute afterwards; none if it has never been changed
   * @param decision what happened
   * @param disputed whether two sides met of which one had to give way or waits
   */
  record Decided(@Nullable AttributeState next, DecisionFacts decision, boolean disputed)
      implements Step {}

  /** The whole mutation fails. */
  record Failed(Reason reason, String message) implements Step {}

  /** A decision in the words of the contract. */
  static Decided of(Offer offer, @Nullable AttributeState next, Finding finding) {
    return named(offer.attribute().merge().strategy(), offer, next, finding);
  }

  /** The same for a strategy that has more to its name. */
  static Decided named(
      String strategy, Offer offer, @Nullable AttributeState next, Finding finding) {
    var decision =
        new DecisionFacts(
            offer.attribute().name(),
            finding.result(),
            strategy,
            finding.concurrent(),
            finding.against(),
            finding.lost(),
            finding.note());
    return new Decided(next, decision, finding.disputed());
  }
}
