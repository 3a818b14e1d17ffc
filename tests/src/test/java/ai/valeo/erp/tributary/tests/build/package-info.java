/** The build itself: the same commit gives the same jars. */
@NullMarked
package ai.valeo.erp.tributary.tests.build;

import org.jspecify.annotations.NullMarked;
