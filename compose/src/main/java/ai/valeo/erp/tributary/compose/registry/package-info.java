/** The schema registries the one-machine run can use. */
@NullMarked
package ai.valeo.erp.tributary.compose.registry;

import org.jspecify.annotations.NullMarked;
