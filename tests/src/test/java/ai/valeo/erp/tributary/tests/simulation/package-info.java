/** Edge nodes, a lossy way and a centre that crashes, all from one seed. */
@NullMarked
package ai.valeo.erp.tributary.tests.simulation;

import org.jspecify.annotations.NullMarked;
