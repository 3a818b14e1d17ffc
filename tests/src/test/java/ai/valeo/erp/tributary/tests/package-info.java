/** What crosses the modules: borders, golden scenarios, a second model, simulation. */
@NullMarked
package ai.valeo.erp.tributary.tests;

import org.jspecify.annotations.NullMarked;
