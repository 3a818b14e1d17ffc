/** The edge node as a whole: settings, wiring, life cycle and the API for applications. */
@NullMarked
package ai.valeo.erp.tributary.edge.app;

import org.jspecify.annotations.NullMarked;
