/** Creation and deletion of entities: which life a mutation belongs to and what it does to it. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.life;

import org.jspecify.annotations.NullMarked;
