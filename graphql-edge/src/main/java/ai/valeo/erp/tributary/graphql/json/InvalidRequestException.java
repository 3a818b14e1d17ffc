package ai.valeo.erp.tributary.graphql.json;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;

/** What came is no GraphQL request, or one that is not answered; the message is for the client. */
public final class InvalidRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  InvalidRequestException(String message) {
    this(ErrorCode.BAD_REQUEST, message);
  }

  private InvalidRequestException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /**
   * A hash stands for no document that is known. Clients of automatic persisted queries know both
   * messages: to the first they send the document along, to the second always.
   *
   * @param isSupported whether hashes can be known here
   */
  public static InvalidRequestException persistedUnknown(boolean isSupported) {
    return isSupported
        ? new InvalidRequestException(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound")
        : new InvalidRequestException(
            ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported");
  }

  /** A document and the hash that came with it do not belong together. */
  public static InvalidRequestException otherHash() {
    return new InvalidRequestException("provided sha does not match query");
  }

  /** The document is none of those that are answered. */
  public static InvalidRequestException notListed() {
    return new InvalidRequestException(
        ErrorCode.DOCUMENT_NOT_LISTED, "Only listed documents are answered");
  }

  /** The code of the error. */
  public ErrorCode code() {
    return code;
  }
}
