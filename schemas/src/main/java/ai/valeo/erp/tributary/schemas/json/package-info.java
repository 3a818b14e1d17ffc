/** Avro values as JSON, for people and for columns that hold JSON. */
@NullMarked
package ai.valeo.erp.tributary.schemas.json;

import org.jspecify.annotations.NullMarked;
