/** State stores of the aggregator and the compact, versioned encoding of what they keep. */
@NullMarked
package ai.valeo.erp.tributary.topology.store;

import org.jspecify.annotations.NullMarked;
