package ai.valeo.erp.tributary.graphql.view;

/** The views cannot be read now; asking again later may help. */
public sealed class ViewsUnavailableException extends RuntimeException
    permits ViewsMovingException {

  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public ViewsUnavailableException(String message) {
    super(message);
  }

  /** With the reason and its cause. */
  public ViewsUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
