/** Metrics and health pages of processes that serve nothing else. */
@NullMarked
package ai.valeo.erp.tributary.compose.ops;

import org.jspecify.annotations.NullMarked;
