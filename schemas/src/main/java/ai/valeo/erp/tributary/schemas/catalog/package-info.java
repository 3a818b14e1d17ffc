/** Entity types read from their schema files, and their typed Avro records. */
@NullMarked
package ai.valeo.erp.tributary.schemas.catalog;

import org.jspecify.annotations.NullMarked;
