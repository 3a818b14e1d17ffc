/** The centre's read process: settings, start, supervision and stop. */
@NullMarked
package ai.valeo.erp.tributary.graphql.app;

import org.jspecify.annotations.NullMarked;
