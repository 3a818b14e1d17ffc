/** Shows the records of a topic as JSON, decoded and without personal data. */
@NullMarked
package ai.valeo.erp.tributary.compose.tail;

import org.jspecify.annotations.NullMarked;
