/** Prometheus beside the one-machine run, where it is installed. */
@NullMarked
package ai.valeo.erp.tributary.compose.prometheus;

import org.jspecify.annotations.NullMarked;
