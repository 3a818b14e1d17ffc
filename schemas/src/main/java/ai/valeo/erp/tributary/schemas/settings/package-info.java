/** How a process is configured: documented keys, their reading, and the naming of every problem. */
@NullMarked
package ai.valeo.erp.tributary.schemas.settings;

import org.jspecify.annotations.NullMarked;
