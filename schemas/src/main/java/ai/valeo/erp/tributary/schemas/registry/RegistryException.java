package ai.valeo.erp.tributary.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The schema registry could not give what was asked for; the code says whose fault that is. */
public final class RegistryException extends RuntimeException {

  /** What went wrong, in the order in which an answer is looked at. */
  public enum Code {
    /** No registry answered in time, or all answered that they cannot serve now: ask later. */
    UNAVAILABLE,
    /** The registry refused our credentials. */
    REFUSED,
    /** The registry answered that no schema has this id: the record that bears it is corrupt. */
    UNKNOWN_SCHEMA,
    /** The registry knows no such subject. */
    UNKNOWN_SUBJECT,
    /** The subject has no such version. */
    UNKNOWN_VERSION,
    /** The schema is not registered under the subject, and may not be registered by us. */
    NOT_REGISTERED,
    /** The schema breaks the compatibility rule of its subject. */
    INCOMPATIBLE,
    /** The registry cannot parse the schema. */
    INVALID_SCHEMA,
    /** An answer no schema registry gives: a wrong address, a proxy, another program. */
    UNEXPECTED
  }

  private final Code code;

  public RegistryException(Code code, String message) {
    this(code, message, null);
  }

  public RegistryException(Code code, String message, @Nullable Throwable cause) {
    super(code + ": " + message, cause);
    this.code = code;
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }

  /** Whether the same call may succeed later without anybody's help. */
  public boolean isRetryable() {
    return code == Code.UNAVAILABLE;
  }

  /**
   * Whether the record in hand is to blame. Only then may it be quarantined: a registry that does
   * not answer, refuses us or is not a registry says nothing about the record.
   */
  public boolean isRecordAtFault() {
    return code == Code.UNKNOWN_SCHEMA;
  }
}
