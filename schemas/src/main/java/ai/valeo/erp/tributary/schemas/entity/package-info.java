/**
 * Entity types, values, changes and what a change means: plain values without Kafka or Avro.
 *
 * <p>Everything here is immutable, has a fixed order and may be used from any thread; the merge
 * core and the edge node share it, so that both mean the same by a change.
 */
@NullMarked
package ai.valeo.erp.tributary.schemas.entity;

import org.jspecify.annotations.NullMarked;
