/** How the parts are put together to run: the {@code tributary} command and the one-machine run. */
@NullMarked
package ai.valeo.erp.tributary.compose;

import org.jspecify.annotations.NullMarked;
