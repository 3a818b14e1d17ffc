package ai.valeo.erp.tributary.graphql.peer;

/**
 * One way to read a partition.
 *
 * @param host which instance
 * @param isHere whether it is this one
 * @param isStandby whether the copy may be behind
 * @param topic the topic of the partition
 * @param partition the partition
 */
record Source(Host host, boolean isHere, boolean isStandby, String topic, int partition) {}
