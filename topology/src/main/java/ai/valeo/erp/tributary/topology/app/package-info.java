/** The aggregator as a process: settings, life cycle, health and how it recovers. */
@NullMarked
package ai.valeo.erp.tributary.topology.app;

import org.jspecify.annotations.NullMarked;
