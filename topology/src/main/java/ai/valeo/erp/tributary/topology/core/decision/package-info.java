/** What the merge core answers: outcomes, decisions, conflicts and audit entries. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.decision;

import org.jspecify.annotations.NullMarked;
