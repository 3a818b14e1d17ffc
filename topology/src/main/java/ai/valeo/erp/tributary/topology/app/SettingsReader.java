package ai.valeo.erp.tributary.topology.app;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads keys and values, gathers every problem instead of stopping at the first. One thread. */
final class SettingsReader {

  private final Map<AggregatorKey, String> values = new EnumMap<>(AggregatorKey.class);
  private final Map<String, String> kafka = new TreeMap<>();
  private final Map<String, String> registry = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> given) {
    new TreeMap<>(given).forEach(this::sort);
  }

  private void sort(String key, String value) {
    if (key.startsWith(AggregatorKey.REGISTRY_PREFIX)) {
      registry.put(key, value);
    } else if (key.startsWith(AggregatorKey.SERDE_PREFIX)) {
      registry.put(key.substring(AggregatorKey.SERDE_PREFIX.length()), value);
    } else if (key.startsWith(AggregatorKey.KAFKA_PREFIX)) {
      kafka.put(key.substring(AggregatorKey.KAFKA_PREFIX.length()), value);
    } else {
      for (AggregatorKey known : AggregatorKey.values()) {
        if (known.key().equals(key)) {
          values.put(known, value.strip());
          return;
        }
      }
      problems.add(key + ": unknown key");
    }
  }

  String text(AggregatorKey key) {
    return values.getOrDefault(key, key.defaultText());
  }

  String oneOf(AggregatorKey key, List<String> allowed) {
    String value = text(key);
    if (!allowed.contains(value)) {
      problems.add(key.key() + ": " + value + " (expected: one of " + allowed + ")");
    }
    return value;
  }

  String matching(AggregatorKey key, String pattern, String expected) {
    String value = text(key);
    if (!value.matches(pattern)) {
      problems.add(key.key() + ": " + value + " (expected: " + expected + ")");
      return key.defaultText();
    }
    return value;
  }

  long number(AggregatorKey key) {
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
            + ": "
            + value
            + " (expected: a whole number from "
            + key.least()
            + " to "
            + key.greatest()
            + ")");
    return Long.parseLong(key.defaultText());
  }

  int whole(AggregatorKey key) {
    return Math.toIntExact(number(key));
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
   * @throws SettingsException if anything was wrong
   */
  void finish() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }
}
