/** What must be remembered of an entity to merge its next mutation. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.entity;

import org.jspecify.annotations.NullMarked;
