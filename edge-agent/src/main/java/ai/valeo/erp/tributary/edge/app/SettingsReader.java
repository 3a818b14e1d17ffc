package ai.valeo.erp.tributary.edge.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads keys and values, gathers every problem instead of stopping at the first. One thread. */
final class SettingsReader {

  private final Map<EdgeKey, String> values = new EnumMap<>(EdgeKey.class);
  private final Map<String, String> kafka = new TreeMap<>();
  private final Map<String, String> registry = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Set<String>>> wanted = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> given) {
    new TreeMap<>(given).forEach((key, value) -> sort(key, value.strip()));
  }

  private void sort(String key, String value) {
    if (key.startsWith(EdgeKey.REGISTRY_PREFIX)) {
      registry.put(key, value);
    } else if (key.startsWith(EdgeKey.KAFKA_PREFIX)) {
      kafka.put(key.substring(EdgeKey.KAFKA_PREFIX.length()), value);
    } else if (key.startsWith(EdgeKey.SCOPE_PREFIX)) {
      sortScope(key, value);
    } else {
      Arrays.stream(EdgeKey.values())
          .filter(known -> known.key().equals(key))
          .findFirst()
          .ifPresentOrElse(
              known -> values.put(known, value), () -> problems.add(key + ": unknown key"));
    }
  }

  private void sortScope(String key, String value) {
    String[] parts = key.substring(EdgeKey.SCOPE_PREFIX.length()).split("\\.", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      problems.add(key + ": (expected: " + EdgeKey.SCOPE_PREFIX + "TYPE.ATTRIBUTE)");
      return;
    }
    wanted.computeIfAbsent(parts[0], type -> new TreeMap<>()).put(parts[1], list(value));
  }

  String text(EdgeKey key) {
    return values.getOrDefault(key, key.defaultText());
  }

  String required(EdgeKey key) {
    String value = text(key);
    if (value.isEmpty()) {
      problems.add(key.key() + ": missing");
      return "missing";
    }
    return value;
  }

  String matching(EdgeKey key, String pattern, String expected) {
    String value = text(key);
    if (!value.matches(pattern)) {
      problems.add(key.key() + ": " + value + " (expected: " + expected + ")");
      return key.defaultText();
    }
    return value;
  }

  Set<String> list(EdgeKey key) {
    return list(text(key));
  }

  long number(EdgeKey key) {
    String value = text(key);
    try {
      long number = Long.parseLong(value);
      if (number >= key.least() && number <= key.greatest()) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, together with a number out of bounds
    }
    problems.add(
        key.key()
            + (": " + value + " (expected: a whole number from ")
            + (key.least() + " to " + key.greatest() + ")"));
    return Long.parseLong(key.defaultText());
  }

  SortedMap<String, SortedMap<String, Set<String>>> wanted() {
    return wanted;
  }

  Map<String, String> kafka() {
    return kafka;
  }

  Map<String, String> registry() {
    return registry;
  }

  void problem(String text) {
    problems.add(text);
  }

  /**
   * Ends the reading.
   *
   * @throws EdgeSettingsException if anything was wrong
   */
  void finish() {
    if (!problems.isEmpty()) {
      throw new EdgeSettingsException(problems);
    }
  }

  private static Set<String> list(String value) {
    var parts = new TreeSet<String>();
    for (String part : value.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }
}
