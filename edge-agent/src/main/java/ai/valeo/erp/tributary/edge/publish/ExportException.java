package ai.valeo.erp.tributary.edge.publish;

import org.jspecify.annotations.Nullable;

/** A file of mutations cannot be written or taken; nothing was published. */
public final class ExportException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Code {
    /** The store has no name yet, or has lost it: it must be connected first. */
    NO_NAME,
    /** The file is no export of mutations. */
    NOT_AN_EXPORT,
    /** The file was signed with another key. */
    WRONG_KEY,
    /** The file ends too early. */
    TRUNCATED,
    /** The file was changed after it was signed. */
    BAD_SIGNATURE,
    /** The file cannot be read or written. */
    UNREADABLE
  }

  private final Code code;

  ExportException(Code code, String message, @Nullable Throwable cause) {
    super(code + ": " + message, cause);
    this.code = code;
  }

  /** What is wrong. */
  public Code code() {
    return code;
  }
}
