/** Reads everything there is after a run and says what does not add up. */
@NullMarked
package ai.valeo.erp.tributary.tests.fault.check;

import org.jspecify.annotations.NullMarked;
