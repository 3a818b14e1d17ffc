package ai.valeo.erp.tributary.graphql.schema;

/** What {@code extensions.code} of an error says. Part of the contract with clients. */
public enum ErrorCode {
  /** The HTTP request is no GraphQL request. */
  BAD_REQUEST,
  /** The content type of the request is missing or not understood. */
  UNSUPPORTED_MEDIA_TYPE,
  /** None of the content types the client accepts can be given. */
  NOT_ACCEPTABLE,
  /** The HTTP method cannot carry this operation. */
  METHOD_NOT_ALLOWED,
  /** The request's body is too large. */
  PAYLOAD_TOO_LARGE,
  /** The document is no GraphQL. */
  GRAPHQL_PARSE_FAILED,
  /** The document does not fit the schema, or the variables do not fit the document. */
  GRAPHQL_VALIDATION_FAILED,
  /** The document is too large, too deep, or too costly. */
  LIMIT_EXCEEDED,
  /** Introspection is switched off. */
  INTROSPECTION_DISABLED,
  /** The token that came with the request does not hold, or there is none where one is needed. */
  UNAUTHENTICATED,
  /** It is known who asks, and they may not have this. */
  FORBIDDEN,
  /** Too many requests of this client; ask again after the time in {@code Retry-After}. */
  RATE_LIMITED,
  /** Answering took too long. */
  EXECUTION_TIMEOUT,
  /** The document of this hash is not known; send it along. Clients match this name. */
  PERSISTED_QUERY_NOT_FOUND,
  /** Documents cannot be named by a hash here. Clients match this name. */
  PERSISTED_QUERY_NOT_SUPPORTED,
  /** Only listed documents are answered here, and this is none of them. */
  DOCUMENT_NOT_LISTED,
  /** An argument is out of bounds; the message says what was expected. */
  BAD_USER_INPUT,
  /** What was asked for is not kept, or not any more. */
  NOT_KEPT,
  /** The views are not there yet, or moving; ask again. */
  NOT_READY,
  /** Part of the views is on its way from one instance to another; ask again in a moment. */
  REBALANCING,
  /** The views do not have yet what the caller's read token asks for; ask again. */
  STALE,
  /** Nobody knows whether a change was published; repeat it under the same idempotency key. */
  UNCONFIRMED,
  /** Too many requests at once; ask again. */
  OVERLOADED,
  /** What was after that position is not kept, or too much: read the state again, begin anew. */
  POSITION_EXPIRED,
  /** Neither this edge node nor, without a network, the centre can answer it. */
  OFFLINE,
  /** The centre, which was asked, failed in a way of its own. */
  CENTRE_FAILED,
  /** Something failed here; the request id finds it in the log. */
  INTERNAL
}
