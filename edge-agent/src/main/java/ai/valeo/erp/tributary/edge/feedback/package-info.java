/** Reads outcomes and entity topics and brings them into the store exactly once. */
@NullMarked
package ai.valeo.erp.tributary.edge.feedback;

import org.jspecify.annotations.NullMarked;
