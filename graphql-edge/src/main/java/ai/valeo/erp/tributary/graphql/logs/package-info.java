/** How much a process says in its log, changed while it runs. */
@NullMarked
package ai.valeo.erp.tributary.graphql.logs;

import org.jspecify.annotations.NullMarked;
