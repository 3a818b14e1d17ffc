package ai.valeo.erp.tributary.topology.core.ruling;

/**
 * A ruling with the place and time of its record.
 *
 * @param ruling the ruling
 * @param recordTimeMs broker time of its record
 * @param partition partition of its record
 * @param offset offset of its record
 */
public record ReceivedRuling(RulingFacts ruling, long recordTimeMs, int partition, long offset) {}
