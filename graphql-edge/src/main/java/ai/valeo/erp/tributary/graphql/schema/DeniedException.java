package ai.valeo.erp.tributary.graphql.schema;

/** Who asks may not have or do this; the message is for the client. */
public final class DeniedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  private DeniedException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** Something that needs rights its caller does not have. */
  public static DeniedException of(Identity caller, String what) {
    return caller.isAuthenticated()
        ? new DeniedException(ErrorCode.FORBIDDEN, what + ": not allowed")
        : new DeniedException(ErrorCode.UNAUTHENTICATED, what + ": only for callers who are known");
  }

  /** A change of what belongs to a warehouse that is not the caller's. */
  public static DeniedException ofWarehouse() {
    return new DeniedException(
        ErrorCode.FORBIDDEN, "Only what belongs to a warehouse of the caller can be changed");
  }

  ErrorCode code() {
    return code;
  }
}
