package ai.valeo.erp.tributary.graphql.view;

/** A record that can never be read: it is left out and counted. */
public final class UnreadableRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the cause. */
  public UnreadableRecordException(String topic, Throwable cause) {
    super("record of topic " + topic + " cannot be read", cause);
  }
}
