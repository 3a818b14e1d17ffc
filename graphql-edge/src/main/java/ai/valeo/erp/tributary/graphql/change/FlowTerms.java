package ai.valeo.erp.tributary.graphql.change;

import java.util.concurrent.Executor;

/**
 * What all subscribers share.
 *
 * @param executor threads that make answers and may block; each subscriber has one task at most
 * @param most events that may wait for one subscriber
 * @param meters counts
 */
record FlowTerms(Executor executor, int most, ChangeMeters meters) {}
