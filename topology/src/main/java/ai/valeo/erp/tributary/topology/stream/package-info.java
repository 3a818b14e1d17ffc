/** The Kafka Streams shell around the merge core: intake, inbox, window, outputs. */
@NullMarked
package ai.valeo.erp.tributary.topology.stream;

import org.jspecify.annotations.NullMarked;
