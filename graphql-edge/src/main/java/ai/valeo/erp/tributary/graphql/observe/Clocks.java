package ai.valeo.erp.tributary.graphql.observe;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Clocks.
 *
 * @param nanos one that never goes back
 * @param wall the time of day
 */
public record Clocks(LongSupplier nanos, InstantSource wall) {}
