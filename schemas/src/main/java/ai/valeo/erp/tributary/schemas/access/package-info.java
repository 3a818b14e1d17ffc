/** Whether a broker lets a process in, and what it may do there. */
@NullMarked
package ai.valeo.erp.tributary.schemas.access;

import org.jspecify.annotations.NullMarked;
