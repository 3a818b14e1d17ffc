/** A small Confluent-compatible schema registry within the process, for one machine and tests. */
@NullMarked
package ai.valeo.erp.tributary.schemas.registry.embedded;

import org.jspecify.annotations.NullMarked;
