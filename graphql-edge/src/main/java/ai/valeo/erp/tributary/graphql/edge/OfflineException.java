package ai.valeo.erp.tributary.graphql.edge;

/** What was asked for is not on this node, and the centre cannot be asked. For the client. */
public final class OfflineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what is missing. */
  public OfflineException(String message) {
    super(message);
  }
}
