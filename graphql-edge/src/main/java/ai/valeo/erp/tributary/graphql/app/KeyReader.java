package ai.valeo.erp.tributary.graphql.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads keys and values; gathers every problem instead of stopping at the first. One thread. */
final class KeyReader {

  private final Map<CentralKey, String> values = new EnumMap<>(CentralKey.class);
  private final Map<String, String> kafka = new TreeMap<>();
  private final Map<String, String> registry = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  KeyReader(Map<String, String> given) {
    var known = new TreeMap<String, CentralKey>();
    for (CentralKey key : CentralKey.values()) {
      known.put(key.key(), key);
    }
    new TreeMap<>(given)
        .forEach((name, value) -> {
          CentralKey key = known.get(name);
          if (key != null) {
            values.put(key, value.strip());
          } else {
            pass(name, value);
          }
        });
  }

  private void pass(String name, String value) {
    if (name.startsWith(CentralKey.KAFKA_PREFIX)) {
      kafka.put(name.substring(CentralKey.KAFKA_PREFIX.length()), value);
    } else if (name.startsWith(CentralKey.REGISTRY_PREFIX)) {
      registry.put(name, value);
    } else if (name.startsWith(CentralKey.SERDE_PREFIX)) {
      registry.put(name.substring(CentralKey.SERDE_PREFIX.length()), value);
    } else {
      problems.add(name + ": unknown key");
    }
  }

  String text(CentralKey key) {
    return values.getOrDefault(key, key.defaultText());
  }

  /** A text that fits; its default where it does not. */
  String text(CentralKey key, Predicate<String> fits, String expected) {
    String value = text(key);
    if (fits.test(value)) {
      return value;
    }
    problems.add(key.key() + ": " + value + " (expected: " + expected + ")");
    return key.defaultText();
  }

  boolean flag(CentralKey key) {
    return Boolean.parseBoolean(text(key, List.of("true", "false")::contains, "true or false"));
  }

  long number(CentralKey key) {
    String expected = "a whole number from " + key.least() + " to " + key.greatest();
    return Long.parseLong(text(key, value -> isWithin(key, value), expected));
  }

  int whole(CentralKey key) {
    return Math.toIntExact(number(key));
  }

  Map<String, String> kafka() {
    return kafka;
  }

  Map<String, String> registry() {
    return registry;
  }

  void require(Map<String, String> passed, String name, String prefix) {
    if (!passed.containsKey(name)) {
      problems.add(prefix + name + ": missing");
    }
  }

  /**
   * Ends the reading.
   *
   * @throws CentralSettingsException if anything was wrong
   */
  void finish() {
    if (!problems.isEmpty()) {
      throw new CentralSettingsException(problems);
    }
  }

  private static boolean isWithin(CentralKey key, String value) {
    try {
      long number = Long.parseLong(value);
      return number >= key.least() && number <= key.greatest();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
