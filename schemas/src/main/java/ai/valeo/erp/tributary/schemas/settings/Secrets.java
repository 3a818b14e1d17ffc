package ai.valeo.erp.tributary.schemas.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Keeps secrets out of what is shown. */
public final class Secrets {

  private static final String HIDDEN = "***";
  private static final List<String> PARTS =
      List.of("password", "secret", "token", "jaas", "key", "credential", "user");

  private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]+@");

  private Secrets() {}

  /** The same keys in order, with {@code ***} for the values of those that name a secret. */
  public static SortedMap<String, String> hide(Map<String, String> values) {
    var shown = new TreeMap<String, String>();
    values.forEach((key, value) -> shown.put(key, hide(key, value)));
    return shown;
  }

  /**
   * The value of one key: {@code ***} if the key names a secret; a URL without user and password.
   */
  static String hide(String key, String value) {
    return isSecret(key) ? HIDDEN : CREDENTIALS.matcher(value).replaceAll("//" + HIDDEN + "@");
  }

  /** Whether a key names a secret. */
  static boolean isSecret(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return PARTS.stream().anyMatch(name::contains);
  }
}
