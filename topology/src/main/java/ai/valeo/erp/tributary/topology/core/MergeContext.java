package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.topology.core.intake.TypeLookup;
import ai.valeo.erp.tributary.topology.core.strategy.MergeSettings;
import ai.valeo.erp.tributary.topology.core.strategy.Strategies;

/**
 * What holds for all mutations of a batch.
 *
 * @param types the entity types with their policies
 * @param policyVersion version of these policies
 * @param batch identity of the batch
 * @param settings bounds of the merge
 * @param strategies strategies of one's own by name
 */
public record MergeContext(
    TypeLookup types,
    int policyVersion,
    String batch,
    MergeSettings settings,
    Strategies strategies) {

  /** A context with default bounds and without strategies of one's own. */
  public static MergeContext of(TypeLookup types, int policyVersion, String batch) {
    return new MergeContext(types, policyVersion, batch, MergeSettings.DEFAULT, Strategies.NONE);
  }
}
