package ai.valeo.erp.tributary.compose.prometheus;

import org.jspecify.annotations.Nullable;

/** Prometheus does not start, or stops before it has answered. */
public final class PrometheusException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PrometheusException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
