/** What is known of a metric that a process writes itself. */
@NullMarked
package ai.valeo.erp.tributary.schemas.metrics;

import org.jspecify.annotations.NullMarked;
