package ai.valeo.erp.tributary.compose.registry;

import org.jspecify.annotations.Nullable;

/** The schema registry could not be had or started. */
public final class RegistryStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegistryStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
