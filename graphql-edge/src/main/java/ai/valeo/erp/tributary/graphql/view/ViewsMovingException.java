package ai.valeo.erp.tributary.graphql.view;

/** Part of the views is on its way from one instance to another; asking again soon helps. */
public final class ViewsMovingException extends ViewsUnavailableException {

  private static final long serialVersionUID = 1L;

  /** With the reason. */
  public ViewsMovingException(String message) {
    super(message);
  }
}
