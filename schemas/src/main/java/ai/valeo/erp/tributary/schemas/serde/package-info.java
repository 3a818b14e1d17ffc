/** Serializers, deserializers and conversions between plain values and Avro. */
@NullMarked
package ai.valeo.erp.tributary.schemas.serde;

import org.jspecify.annotations.NullMarked;
