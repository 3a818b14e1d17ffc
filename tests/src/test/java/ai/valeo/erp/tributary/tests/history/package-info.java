/** Earlier states of entities, told from the audit trail, against the merge core's own. */
@NullMarked
package ai.valeo.erp.tributary.tests.history;

import org.jspecify.annotations.NullMarked;
