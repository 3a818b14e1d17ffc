package ai.valeo.erp.tributary.schemas.settings;

import java.util.List;

/**
 * What is known of one configuration key before anybody configures it.
 *
 * @param key the key; a number's unit is its last part, e.g. {@code edge.heartbeat.ms}
 * @param values which values it takes
 * @param defaultText its value where none is configured; empty = none
 * @param meaning one sentence for the documentation
 */
public record Setting(String key, Values values, String defaultText, String meaning) {

  /** Which values a key takes. */
  public sealed interface Values {

    /** Whether a value, without spaces around it, is one of them. */
    boolean accept(String value);

    /** What is expected, for a problem's text. */
    String expected();

    /** The same for a table. */
    String shown();
  }

  /** Any text. */
  public record Text() implements Values {
    @Override
    public boolean accept(String value) {
      return true;
    }

    @Override
    public String expected() {
      return "a text";
    }

    @Override
    public String shown() {
      return "text";
    }
  }

  /**
   * A whole number.
   *
   * @param least least one
   * @param greatest greatest one
   */
  public record Whole(long least, long greatest) implements Values {
    @Override
    public boolean accept(String value) {
      try {
        long number = Long.parseLong(value);
        return number >= least && number <= greatest;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String expected() {
      return "a whole number from " + shown();
    }

    @Override
    public String shown() {
      return least + " to " + greatest;
    }
  }

  /**
   * One of a few words.
   *
   * @param words all of them
   */
  public record OneOf(List<String> words) implements Values {

    /** Copies. */
    public OneOf {
      words = List.copyOf(words);
    }

    @Override
    public boolean accept(String value) {
      return words.contains(value);
    }

    @Override
    public String expected() {
      return String.join(" or ", words);
    }

    @Override
    public String shown() {
      return expected();
    }
  }

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if the default is none of the values; a bug of the catalogue
   */
  public Setting {
    if (!values.accept(defaultText)) {
      throw new IllegalArgumentException(
          key + ": default " + defaultText + " (expected: " + values.expected() + ")");
    }
  }

  /** A key whose value is a text. */
  public static Setting text(String key, String defaultText, String meaning) {
    return new Setting(key, new Text(), defaultText, meaning);
  }

  /** A key whose value is a whole number within bounds. */
  public static Setting whole(String key, long defaultNumber, Whole bounds, String meaning) {
    return new Setting(key, bounds, Long.toString(defaultNumber), meaning);
  }

  /** A key whose value is true or false. */
  public static Setting flag(String key, boolean isDefault, String meaning) {
    return new Setting(
        key, new OneOf(List.of("true", "false")), Boolean.toString(isDefault), meaning);
  }

  /** A key whose value is one of a few words, the first by default. */
  public static Setting oneOf(String key, List<String> words, String meaning) {
    return new Setting(key, new OneOf(words), words.get(0), meaning);
  }

  /** Its line in the table {@code | key | values | default | meaning |} of a README. */
  public String tableRow() {
    String shown = defaultText.isEmpty() ? "" : "`" + defaultText + "`";
    return "| `" + key + "` | " + values.shown() + " | " + shown + " | " + meaning + " |";
  }
}
