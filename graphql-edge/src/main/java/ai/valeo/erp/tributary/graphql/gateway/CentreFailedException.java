package ai.valeo.erp.tributary.graphql.gateway;

/** The centre did not answer, or what answered cannot be the centre. */
final class CentreFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CentreFailedException(String message) {
    super(message);
  }

  CentreFailedException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
