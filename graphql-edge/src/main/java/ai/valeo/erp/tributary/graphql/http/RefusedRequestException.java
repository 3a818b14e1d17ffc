package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;

/** An HTTP request that is no GraphQL request; the message is for the client. */
final class RefusedRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final ErrorCode code;

  RefusedRequestException(int status, ErrorCode code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  ErrorCode code() {
    return code;
  }
}
