package ai.valeo.erp.tributary.graphql.trade;

import java.util.List;

/**
 * Why a change was refused.
 *
 * @param code the reason
 * @param message the reason in words, for people
 * @param field path into the arguments
 */
public record UserError(Code code, String message, List<String> field) {

  private static final String INPUT = "input";

  /** Reasons, as the schema names them. */
  public enum Code {
    VALIDATION_FAILED,
    NOT_FOUND,
    INSUFFICIENT_STOCK,
    NOT_RECEIVED,
    ILLEGAL_STATUS_TRANSITION,
    VERSION_CONFLICT,
    DUPLICATE_REQUEST,
    FORBIDDEN,
    RATE_LIMITED,
    UNCONFIRMED,
    OFFLINE,
    NOT_AVAILABLE,
    INTERNAL
  }

  /** Copies. */
  public UserError {
    field = List.copyOf(field);
  }

  /** About a field of the argument {@code input}; about all of it where none is named. */
  public static UserError of(Code code, String message, String... field) {
    String[] path = new String[field.length + 1];
    path[0] = INPUT;
    System.arraycopy(field, 0, path, 1, field.length);
    return new UserError(code, message, List.of(path));
  }

  /** About no argument. */
  public static UserError general(Code code, String message) {
    return new UserError(code, message, List.of());
  }

  /** A value that is not allowed. */
  public static UserError invalid(String message, String... field) {
    return of(Code.VALIDATION_FAILED, message, field);
  }

  /** The idempotency key was used for something else. */
  public static UserError otherRequest() {
    return of(
        Code.DUPLICATE_REQUEST, "Der Schlüssel gehört zu einer anderen Anfrage", "idempotencyKey");
  }
}
