/** A second, deliberately naive model of the merging rules, to hold the merge core against. */
@NullMarked
package ai.valeo.erp.tributary.tests.model;

import org.jspecify.annotations.NullMarked;
