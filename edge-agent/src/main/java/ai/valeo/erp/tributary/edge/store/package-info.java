/** The node's SQLite file: one writer with group commit, readers beside it, migrations and lock. */
@NullMarked
package ai.valeo.erp.tributary.edge.store;

import org.jspecify.annotations.NullMarked;
