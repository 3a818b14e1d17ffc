/** The merge core: state, mutation and the record's time go in, a decision comes out. */
@NullMarked
package ai.valeo.erp.tributary.topology.core;

import org.jspecify.annotations.NullMarked;
