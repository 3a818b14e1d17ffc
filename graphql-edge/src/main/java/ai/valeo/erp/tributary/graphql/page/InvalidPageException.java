package ai.valeo.erp.tributary.graphql.page;

/** A page was asked for that cannot be; the message is for the client. */
public final class InvalidPageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what was wrong and what was expected. */
  public InvalidPageException(String message) {
    super(message);
  }
}
