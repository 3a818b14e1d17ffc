/** The change feed: what the committed topics tell, to those who watch, from a position on. */
@NullMarked
package ai.valeo.erp.tributary.graphql.change;

import org.jspecify.annotations.NullMarked;
