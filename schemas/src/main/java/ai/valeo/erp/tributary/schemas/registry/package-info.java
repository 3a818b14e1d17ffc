/** Client of a Confluent-compatible schema registry, with a cache that survives its absence. */
@NullMarked
package ai.valeo.erp.tributary.schemas.registry;

import org.jspecify.annotations.NullMarked;
