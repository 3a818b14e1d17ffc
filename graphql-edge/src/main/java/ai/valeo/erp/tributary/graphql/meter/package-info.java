/** Counters by the value of one tag, made once each. */
@NullMarked
package ai.valeo.erp.tributary.graphql.meter;

import org.jspecify.annotations.NullMarked;
