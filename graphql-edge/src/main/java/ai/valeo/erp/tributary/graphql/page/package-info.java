/** Cursor pages. */
@NullMarked
package ai.valeo.erp.tributary.graphql.page;

import org.jspecify.annotations.NullMarked;
