/** Metrics and health pages of processes, as they are served and as they are asked for. */
@NullMarked
package ai.valeo.erp.tributary.compose.ops;

import org.jspecify.annotations.NullMarked;
