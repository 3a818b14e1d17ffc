/** What a person rules on a conflict, and what a ruling must be. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.ruling;

import org.jspecify.annotations.NullMarked;
