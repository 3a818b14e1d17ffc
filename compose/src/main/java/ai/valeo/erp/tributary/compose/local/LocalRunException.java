package ai.valeo.erp.tributary.compose.local;

import org.jspecify.annotations.Nullable;

/** The one-machine run cannot go on. */
public final class LocalRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LocalRunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
