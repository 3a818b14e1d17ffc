package ai.valeo.erp.tributary.graphql.fetch;

/**
 * Above which figures somebody should look.
 *
 * @param mergeBacklog changes that wait for the aggregator
 * @param viewBacklog committed records that wait for the views
 * @param openConflicts conflicts that wait for a person
 */
public record AlertLimits(long mergeBacklog, long viewBacklog, long openConflicts) {}
