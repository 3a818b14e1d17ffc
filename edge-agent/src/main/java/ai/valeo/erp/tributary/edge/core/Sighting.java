package ai.valeo.erp.tributary.edge.core;

import org.jspecify.annotations.Nullable;

/**
 * What the centre's register of nodes says of one incarnation.
 *
 * @param incarnation its number
 * @param owner the store that took it first, or none where the program was too old to say
 * @param run the run of a process that gave the last sign of life, or none likewise
 * @param lastSequence the highest sequence it spoke of
 */
public record Sighting(
    int incarnation, @Nullable String owner, @Nullable String run, long lastSequence) {}
