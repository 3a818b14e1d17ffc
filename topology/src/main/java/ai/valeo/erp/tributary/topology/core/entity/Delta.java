package ai.valeo.erp.tributary.topology.core.entity;

import ai.valeo.erp.tributary.schemas.entity.Value;

/**
 * One addition in a ledger.
 *
 * @param amount what was added, which a clamp may have made smaller than what was asked for
 * @param place where the change stands
 */
public record Delta(Value amount, Place place) {}
