/** Child processes: started, watched, measured and stopped. */
@NullMarked
package ai.valeo.erp.tributary.compose.process;

import org.jspecify.annotations.NullMarked;
