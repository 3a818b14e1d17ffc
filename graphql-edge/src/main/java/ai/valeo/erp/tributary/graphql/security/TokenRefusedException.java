package ai.valeo.erp.tributary.graphql.security;

/** A token does not hold; the message is for the client and tells nothing of others. */
public final class TokenRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    /** It is no token, or not signed by the issuer, or not for us, or over. */
    INVALID,
    /** The issuer's keys are not known: ask again. */
    KEYS_UNKNOWN,
    /** Too many tokens of this address did not hold: ask again later. */
    TOO_MANY
  }

  TokenRefusedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
