/** Looks at an installation from outside, changes nothing, and says what to mend. */
@NullMarked
package ai.valeo.erp.tributary.compose.doctor;

import org.jspecify.annotations.NullMarked;
