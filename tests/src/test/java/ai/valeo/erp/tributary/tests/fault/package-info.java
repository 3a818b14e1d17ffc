/** Real processes on a real broker: killed, frozen, starved and fed with garbage. */
@NullMarked
package ai.valeo.erp.tributary.tests.fault;

import org.jspecify.annotations.NullMarked;
