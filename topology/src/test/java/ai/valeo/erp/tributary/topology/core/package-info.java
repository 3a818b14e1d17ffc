/** Tests of the merge core. */
@NullMarked
package ai.valeo.erp.tributary.topology.core;

import org.jspecify.annotations.NullMarked;
