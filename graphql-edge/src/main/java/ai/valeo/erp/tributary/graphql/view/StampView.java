package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.Hlc;

/**
 * Origin of an attribute's value.
 *
 * @param version version of the entity at which it was applied
 * @param hlc its clock
 * @param edgeNodeId its node
 * @param mutationId its mutation
 * @param priority its priority, bonuses included
 */
public record StampView(
    long version, Hlc hlc, String edgeNodeId, String mutationId, int priority) {}
