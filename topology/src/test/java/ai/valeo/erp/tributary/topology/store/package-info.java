/** Tests of the state stores. */
@NullMarked
package ai.valeo.erp.tributary.topology.store;

import org.jspecify.annotations.NullMarked;
