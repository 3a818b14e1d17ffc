/** Keeps the node connected: attempts with backoff, offline mode and state listeners. */
@NullMarked
package ai.valeo.erp.tributary.edge.network;

import org.jspecify.annotations.NullMarked;
