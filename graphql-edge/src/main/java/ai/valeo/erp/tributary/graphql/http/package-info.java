/** HTTP: GraphQL over HTTP, GraphiQL, metrics and health. */
@NullMarked
package ai.valeo.erp.tributary.graphql.http;

import org.jspecify.annotations.NullMarked;
