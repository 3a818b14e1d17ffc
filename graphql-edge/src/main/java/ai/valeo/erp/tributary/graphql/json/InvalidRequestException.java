package ai.valeo.erp.tributary.graphql.json;

/** What came is no GraphQL request; the message is for the client. */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidRequestException(String message) {
    super(message);
  }
}
