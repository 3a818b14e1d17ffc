/** The edge node's GraphQL: fetchers over its own store, and which field is answered where. */
@NullMarked
package ai.valeo.erp.tributary.graphql.edge;

import org.jspecify.annotations.NullMarked;
