package ai.valeo.erp.tributary.graphql.subscribe;

/** Why a WebSocket is closed: the codes of graphql-transport-ws, and two of WebSocket itself. */
enum CloseCode {
  BAD_MESSAGE(4400),
  /** It asks before it is let in, or its token is over. */
  UNAUTHORIZED(4401),
  /** Its token does not hold. */
  FORBIDDEN(4403),
  SUBPROTOCOL(4406),
  INIT_TIMEOUT(4408),
  DUPLICATE_ID(4409),
  SECOND_INIT(4429),
  /** Come back later; clients try again. */
  TRY_AGAIN(1013);

  private final short code;

  CloseCode(int code) {
    this.code = (short) code;
  }

  short code() {
    return code;
  }
}
