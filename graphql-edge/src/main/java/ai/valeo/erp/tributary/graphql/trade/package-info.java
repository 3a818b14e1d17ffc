/**
 * Changes of stock and of orders as clients ask for them: the same at an edge node and the centre.
 */
@NullMarked
package ai.valeo.erp.tributary.graphql.trade;

import org.jspecify.annotations.NullMarked;
