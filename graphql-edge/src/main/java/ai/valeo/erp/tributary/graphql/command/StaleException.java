package ai.valeo.erp.tributary.graphql.command;

/** The views do not have yet what a read asks for. */
public final class StaleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what they do not have. */
  public StaleException(String message) {
    super(message);
  }
}
