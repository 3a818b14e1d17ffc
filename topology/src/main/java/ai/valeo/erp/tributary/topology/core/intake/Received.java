package ai.valeo.erp.tributary.topology.core.intake;

/**
 * A mutation with the place and time of its record.
 *
 * @param mutation the mutation
 * @param recordTimeMs broker time of its record: the only "now" the core knows
 * @param partition partition of its record
 * @param offset offset of its record
 */
public record Received(MutationFacts mutation, long recordTimeMs, int partition, long offset) {}
