/** The edge's rules as plain values: overlay, rebase, outbox entries, backoff and connectivity. */
@NullMarked
package ai.valeo.erp.tributary.edge.core;

import org.jspecify.annotations.NullMarked;
