/** Tests of the Kafka Streams shell. */
@NullMarked
package ai.valeo.erp.tributary.topology.stream;

import org.jspecify.annotations.NullMarked;
