package ai.valeo.erp.tributary.topology.stream;

/** Keeps texts of unknown origin short. */
final class Texts {

  private static final int MAX_CHARS = 300;

  private Texts() {}

  /** The text, or its beginning. */
  static String clip(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
  }
}
