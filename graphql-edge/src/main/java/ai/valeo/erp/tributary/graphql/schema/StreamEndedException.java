package ai.valeo.erp.tributary.graphql.schema;

/** A subscription ends with an error that is meant for the client. */
public final class StreamEndedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient GraphAnswer answer;

  StreamEndedException(GraphAnswer answer, Throwable cause) {
    super(cause.getMessage(), cause);
    this.answer = answer;
  }

  /** What the client is told. */
  public GraphAnswer answer() {
    return answer;
  }
}
