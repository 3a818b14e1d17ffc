/** Sends claimed mutations and heartbeats to Kafka, in order and without loss. */
@NullMarked
package ai.valeo.erp.tributary.edge.publish;

import org.jspecify.annotations.NullMarked;
