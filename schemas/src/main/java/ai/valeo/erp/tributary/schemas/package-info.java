/** The contract between the parts: topics, keys, schemas, entity types and what a change means. */
@NullMarked
package ai.valeo.erp.tributary.schemas;

import org.jspecify.annotations.NullMarked;
