package ai.valeo.erp.tributary.compose.doctor;

/**
 * Something looked at, and how it is.
 *
 * @param area what it belongs to, e.g. {@code broker}
 * @param level how it is
 * @param words what was found
 * @param hint what to do; empty if nothing
 */
public record Finding(String area, Level level, String words, String hint) {

  /** How something is; each is worse than those before. */
  public enum Level {
    /** As it should be. */
    OK,
    /** It works, and may not for long. */
    WARN,
    /** It does not work, or will go wrong. */
    FAIL
  }

  /** As it should be. */
  public static Finding ok(String area, String words) {
    return new Finding(area, Level.OK, words, "");
  }

  /** It works, and may not for long. */
  public static Finding warn(String area, String words, String hint) {
    return new Finding(area, Level.WARN, words, hint);
  }

  /** It does not work, or will go wrong. */
  public static Finding fail(String area, String words, String hint) {
    return new Finding(area, Level.FAIL, words, hint);
  }
}
