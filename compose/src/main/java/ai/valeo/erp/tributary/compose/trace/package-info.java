/** Traces by OpenTelemetry: configured here, and sent by OTLP. */
@NullMarked
package ai.valeo.erp.tributary.compose.trace;

import org.jspecify.annotations.NullMarked;
