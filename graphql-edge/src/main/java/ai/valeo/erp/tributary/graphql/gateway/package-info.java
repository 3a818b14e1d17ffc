/** The way from an edge node to the centre: what the node cannot answer itself is asked there. */
@NullMarked
package ai.valeo.erp.tributary.graphql.gateway;

import org.jspecify.annotations.NullMarked;
