package ai.valeo.erp.tributary.graphql.publish;

/** What was to be published was not: nothing has happened, and it may be tried again. */
public final class NotPublishedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With its cause. */
  public NotPublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
