/** Scenarios in JSON: what goes in, and, reviewed by hand, what comes out. */
@NullMarked
package ai.valeo.erp.tributary.tests.golden;

import org.jspecify.annotations.NullMarked;
