/** Everything on one machine: broker, registry, aggregator, centre, offices and a demo ERP. */
@NullMarked
package ai.valeo.erp.tributary.compose.local;

import org.jspecify.annotations.NullMarked;
