/** In which order the mutations of a window are decided. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.ordering;

import org.jspecify.annotations.NullMarked;
