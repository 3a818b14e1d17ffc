/** JSON in and out, and GraphQL requests in it, for every transport. */
@NullMarked
package ai.valeo.erp.tributary.graphql.json;

import org.jspecify.annotations.NullMarked;
