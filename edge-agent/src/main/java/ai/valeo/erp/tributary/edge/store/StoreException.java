package ai.valeo.erp.tributary.edge.store;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** The store cannot do what was asked; nothing of the failed transaction remains. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Code {
    /** Another process (or another node in this one) has the store open. */
    LOCKED,
    /** The file belongs to a newer program. */
    NEWER,
    /** The file is no store of an edge node. */
    UNREADABLE,
    /** The file is damaged. */
    DAMAGED,
    /** There is no room; what is there is whole. */
    FULL,
    /** The file belongs to another node. */
    WRONG_NODE,
    /** A transaction failed, e.g. because the disk is full. */
    FAILED,
    /** The store is closed. */
    CLOSED
  }

  /** SQLite's ERROR (e.g. a table is missing), CORRUPT, CONSTRAINT and FORMAT. */
  private static final Set<Integer> DAMAGE = Set.of(1, 11, 19, 24);

  private final Code code;

  /** With a cause. */
  public StoreException(Code code, String message, @Nullable Throwable cause) {
    super(code + ": " + message, cause);
    this.code = code;
  }

  /** What a failure of SQLite means. */
  static StoreException of(String message, SQLException cause) {
    Code code = Code.FAILED;
    if (cause instanceof SQLiteException sqlite) {
      code =
          switch (sqlite.getResultCode()) {
            case SQLITE_FULL -> Code.FULL;
            case SQLITE_CORRUPT,
                SQLITE_CORRUPT_VTAB,
                SQLITE_CORRUPT_INDEX,
                SQLITE_CORRUPT_SEQUENCE ->
                Code.DAMAGED;
            case SQLITE_NOTADB -> Code.UNREADABLE;
            default -> Code.FAILED;
          };
    }
    return new StoreException(code, message, cause);
  }

  /** What is wrong. */
  public Code code() {
    return code;
  }

  /** Whether what was read or written is not as it should be, rather than out of reach or full. */
  boolean isDamage() {
    return getCause() instanceof SQLException cause && DAMAGE.contains(cause.getErrorCode());
  }
}
