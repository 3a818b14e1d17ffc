/** The schema of the centre: SDL, scalars, error codes, limits and the engine that answers. */
@NullMarked
package ai.valeo.erp.tributary.graphql.schema;

import org.jspecify.annotations.NullMarked;
