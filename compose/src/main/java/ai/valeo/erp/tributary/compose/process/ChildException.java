package ai.valeo.erp.tributary.compose.process;

import org.jspecify.annotations.Nullable;

/** A child process did not do what it was started for. */
public final class ChildException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a cause, if there is one. */
  public ChildException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
