package ai.valeo.erp.tributary.graphql.publish;

import org.jspecify.annotations.Nullable;

/** Nobody knows whether it was published; repeating it under its own identity does no harm. */
public final class UnconfirmedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With its cause, if one is known. */
  public UnconfirmedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
