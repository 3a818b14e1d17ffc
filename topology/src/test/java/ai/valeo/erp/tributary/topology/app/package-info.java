/** Tests of settings, health and recovery. */
@NullMarked
package ai.valeo.erp.tributary.topology.app;

import org.jspecify.annotations.NullMarked;
