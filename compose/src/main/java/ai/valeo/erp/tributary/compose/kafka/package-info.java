/** Looks into topics from outside: reads them whole, creates them, asks for their ends. */
@NullMarked
package ai.valeo.erp.tributary.compose.kafka;

import org.jspecify.annotations.NullMarked;
