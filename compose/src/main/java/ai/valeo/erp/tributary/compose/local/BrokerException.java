package ai.valeo.erp.tributary.compose.local;

/** The embedded broker could not be started or stopped. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
