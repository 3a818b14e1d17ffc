/** Dashboards, recording rules and alerts: generated, linted, and asked of a live Prometheus. */
@NullMarked
package ai.valeo.erp.tributary.tests.dashboards;

import org.jspecify.annotations.NullMarked;
