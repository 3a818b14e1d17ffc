package ai.valeo.erp.tributary.compose.bench;

import org.jspecify.annotations.Nullable;

/** A measurement that cannot be made, or that measured something wrong. */
public final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
