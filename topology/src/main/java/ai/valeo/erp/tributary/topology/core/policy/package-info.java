/** What can be said about merge policies before any data is merged. */
@NullMarked
package ai.valeo.erp.tributary.topology.core.policy;

import org.jspecify.annotations.NullMarked;
