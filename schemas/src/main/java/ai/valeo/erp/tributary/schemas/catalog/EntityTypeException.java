package ai.valeo.erp.tributary.schemas.catalog;

/**
 * An entity type's schema file is not what it must be; the message names the file's type and what
 * is wrong.
 */
public final class EntityTypeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EntityTypeException(String message) {
    super(message);
  }

  EntityTypeException(String message, Throwable cause) {
    super(message, cause);
  }
}
