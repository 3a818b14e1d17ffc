package ai.valeo.erp.tributary.graphql.http;

/** A server cannot listen, or cannot be closed. */
public final class HttpServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With its cause. */
  public HttpServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
