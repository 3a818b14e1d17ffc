/** How the ordered mutations of a window are cut into batches. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.batch;

import org.jspecify.annotations.NullMarked;
