/**
 * Capture, publish order, settling of mutations and the views that contain the node's own writes.
 */
@NullMarked
package ai.valeo.erp.tributary.edge.outbox;

import org.jspecify.annotations.NullMarked;
