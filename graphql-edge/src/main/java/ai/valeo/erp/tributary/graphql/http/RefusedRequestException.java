package ai.valeo.erp.tributary.graphql.http;

import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import java.util.Map;

/** An HTTP request that is no GraphQL request; the message is for the client. */
final class RefusedRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final ErrorCode code;
  private final transient Map<String, String> headers;

  RefusedRequestException(int status, ErrorCode code, String message) {
    this(status, code, message, Map.of());
  }

  /**
   * With headers of the answer.
   *
   * @param headers those beside the usual ones
   */
  RefusedRequestException(int status, ErrorCode code, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  Map<String, String> headers() {
    return headers;
  }

  int status() {
    return status;
  }

  ErrorCode code() {
    return code;
  }
}
