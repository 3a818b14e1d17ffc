/** Reads of views whose partitions other instances of the centre have. */
@NullMarked
package ai.valeo.erp.tributary.graphql.peer;

import org.jspecify.annotations.NullMarked;
