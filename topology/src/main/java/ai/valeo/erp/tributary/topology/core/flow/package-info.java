/** How fast edge nodes may publish, from how far behind the aggregator is. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.flow;

import org.jspecify.annotations.NullMarked;
