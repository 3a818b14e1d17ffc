/** The converter by which Kafka Connect reads our topics. */
@NullMarked
package ai.valeo.erp.tributary.schemas.connect;

import org.jspecify.annotations.NullMarked;
