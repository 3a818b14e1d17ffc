/** Tests of the conversions. */
@NullMarked
package ai.valeo.erp.tributary.topology.convert;

import org.jspecify.annotations.NullMarked;
