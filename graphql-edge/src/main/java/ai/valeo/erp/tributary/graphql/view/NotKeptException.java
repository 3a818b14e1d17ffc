package ai.valeo.erp.tributary.graphql.view;

/** What was asked for is not kept, or not any more; the message is for the client. */
public final class NotKeptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is not kept. */
  public NotKeptException(String message) {
    super(message);
  }
}
