package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import org.jspecify.annotations.Nullable;

/** A built-in strategy: merges what a mutation offers into an attribute. Pure. */
@FunctionalInterface
interface AttributeMerge {

  /** Merges; the state is none if nobody has changed the attribute yet. */
  Step merge(@Nullable AttributeState present, Offer offer);
}
