/** Measures what the parts do on this machine, from seeded workloads. */
@NullMarked
package ai.valeo.erp.tributary.compose.bench;

import org.jspecify.annotations.NullMarked;
