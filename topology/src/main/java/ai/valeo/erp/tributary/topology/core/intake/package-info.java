/** What is asked of a mutation before it may be merged: soundness and having come only once. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.intake;

import org.jspecify.annotations.NullMarked;
