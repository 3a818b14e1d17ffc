/** Who may do what at the broker: rights of each kind of process, keys, and a broker that asks. */
@NullMarked
package ai.valeo.erp.tributary.compose.secure;

import org.jspecify.annotations.NullMarked;
