package ai.valeo.erp.tributary.graphql.schema;

/** An argument is out of bounds; the message is for the client. */
public final class UserInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what was wrong and what was expected. */
  public UserInputException(String message) {
    super(message);
  }
}
