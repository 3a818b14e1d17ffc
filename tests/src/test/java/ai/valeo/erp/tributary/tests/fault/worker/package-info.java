/** A program for child processes: edge nodes that capture a repeatable sequence of changes. */
@NullMarked
package ai.valeo.erp.tributary.tests.fault.worker;

import org.jspecify.annotations.NullMarked;
