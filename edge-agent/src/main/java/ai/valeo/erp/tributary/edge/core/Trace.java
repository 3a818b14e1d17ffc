package ai.valeo.erp.tributary.edge.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What ties a mutation to the request that caused it.
 *
 * @param correlationId the caller's id; 1 to 200 characters
 * @param traceparent the W3C trace context, or none; then what it causes is part of no trace
 */
public record Trace(String correlationId, @Nullable String traceparent) {

  private static final int MAX_CHARS = 200;

  public Trace {
    Objects.requireNonNull(correlationId, "correlationId");
    if (correlationId.isEmpty() || correlationId.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "correlationId: " + correlationId.length() + " characters (expected: 1 to 200)");
    }
    if (traceparent != null && traceparent.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          "traceparent: " + traceparent.length() + " characters (expected: at most 200)");
    }
  }
}
