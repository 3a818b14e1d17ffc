package ai.valeo.erp.tributary.graphql.subscribe;

/** Why a client was dropped. */
enum DropRule {
  /** It left its queue full for too long. */
  SLOW_CONSUMER,
  /** It did not answer a sign of life in time. */
  SILENT,
  /** Its token is over; it may come again with another. */
  TOKEN_EXPIRED
}
