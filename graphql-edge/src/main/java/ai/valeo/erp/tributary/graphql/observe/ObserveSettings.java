package ai.valeo.erp.tributary.graphql.observe;

import java.time.Duration;

/**
 * What is remembered of operations.
 *
 * @param slow an operation that takes so long or longer is written to the log
 * @param operations operations with statistics; of those above, the least recently seen go first
 * @param history slow operations that are remembered
 */
public record ObserveSettings(Duration slow, int operations, int history) {}
