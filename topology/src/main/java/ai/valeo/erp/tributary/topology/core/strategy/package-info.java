/** How concurrent changes of one attribute are merged, one class per strategy. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.strategy;

import org.jspecify.annotations.NullMarked;
