/** Data fetchers: from fields of the schema to reads of the views. */
@NullMarked
package ai.valeo.erp.tributary.graphql.fetch;

import org.jspecify.annotations.NullMarked;
