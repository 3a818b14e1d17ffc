package ai.valeo.erp.tributary.schemas.registry.embedded;

/** A request that is answered with one of Confluent's error codes. */
final class RegistryFault extends RuntimeException {

  /** Confluent's error codes, with the HTTP status each goes with. */
  enum Code {
    NO_SUCH_PATH(404, 404),
    METHOD(405, 405),
    SUBJECT_NOT_FOUND(404, 40401),
    VERSION_NOT_FOUND(404, 40402),
    SCHEMA_NOT_FOUND(404, 40403),
    NO_LEVEL_FOR_SUBJECT(404, 40408),
    INCOMPATIBLE(409, 409),
    INVALID_SCHEMA(422, 42201),
    INVALID_VERSION(422, 42202),
    INVALID_LEVEL(422, 42203),
    UNREADABLE_REQUEST(400, 400),
    TOO_LARGE(413, 413),
    STORE(500, 50001);

    private final int status;
    private final int errorCode;

    Code(int status, int errorCode) {
      this.status = status;
      this.errorCode = errorCode;
    }

    int status() {
      return status;
    }

    int errorCode() {
      return errorCode;
    }
  }

  private final Code code;

  RegistryFault(Code code, String message) {
    super(message);
    this.code = code;
  }

  RegistryFault(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  Code code() {
    return code;
  }
}
