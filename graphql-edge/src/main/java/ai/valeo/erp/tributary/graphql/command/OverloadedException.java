package ai.valeo.erp.tributary.graphql.command;

/** Too much is under way already; nothing was done. */
public final class OverloadedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With what there is too much of. */
  public OverloadedException(String message) {
    super(message);
  }
}
