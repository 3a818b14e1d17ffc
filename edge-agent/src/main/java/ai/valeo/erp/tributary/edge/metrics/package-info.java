/** The catalogue of the edge node's metrics and what writes them. */
@NullMarked
package ai.valeo.erp.tributary.edge.metrics;

import org.jspecify.annotations.NullMarked;
