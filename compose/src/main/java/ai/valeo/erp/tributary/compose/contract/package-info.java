/** Brings schemas to a registry and says what is not compatible with what was released. */
@NullMarked
package ai.valeo.erp.tributary.compose.contract;

import org.jspecify.annotations.NullMarked;
