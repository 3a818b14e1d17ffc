package ai.valeo.erp.tributary.schemas.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Reads the keys and values a process is given, and gathers every problem instead of stopping at
 * the first. Where a value cannot be used the reading goes on with the key's default; {@link
 * #finish} ends it.
 *
 * <p>Of every process, {@code kafka.*} goes to the Kafka clients without the prefix, {@code
 * serde.*} to the Avro serdes without the prefix, and {@code schema.registry.*} to the serdes and
 * their registry client as it is. One thread.
 */
public final class SettingsReader {

  /** Whom a process talks to. */
  public enum Remote {
    KAFKA,
    REGISTRY
  }

  /** Keys with this prefix go to the Kafka clients, without it. */
  public static final String KAFKA_PREFIX = "kafka.";

  /** Keys with this prefix go to the Avro serdes, without it. */
  public static final String SERDE_PREFIX = "serde.";

  /** Keys with this prefix go to the Avro serdes and their registry client, whole. */
  public static final String REGISTRY_PREFIX = "schema.registry.";

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final String REGISTRY_URL = REGISTRY_PREFIX + "url";

  private final Map<String, String> values = new HashMap<>();
  private final SortedMap<String, String> kafka = new TreeMap<>();
  private final SortedMap<String, String> registry = new TreeMap<>();
  private final Map<String, SortedMap<String, String>> passed = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Sorts what is given; an unknown key is a problem.
   *
   * @param keys the process's catalogue of keys
   * @param ownPrefixes further prefixes that the process reads by {@link #passed}
   */
  public SettingsReader(
      Collection<? extends SettingKey> keys, Map<String, String> given, String... ownPrefixes) {
    for (String prefix : ownPrefixes) {
      passed.put(prefix, new TreeMap<>());
    }
    var known = new TreeSet<String>();
    keys.forEach(key -> known.add(key.key()));
    new TreeMap<>(given)
        .forEach((name, text) -> {
          String value = Secrets.isSecret(name) ? text : text.strip();
          if (known.contains(name)) {
            values.put(name, value);
          } else {
            pass(name, value);
          }
        });
  }

  private void pass(String name, String value) {
    if (name.startsWith(KAFKA_PREFIX)) {
      kafka.put(name.substring(KAFKA_PREFIX.length()), value);
    } else if (name.startsWith(REGISTRY_PREFIX)) {
      registry.put(name, value);
    } else if (name.startsWith(SERDE_PREFIX)) {
      registry.put(name.substring(SERDE_PREFIX.length()), value);
    } else {
      passed.keySet().stream()
          .filter(name::startsWith)
          .findFirst()
          .ifPresentOrElse(
              prefix -> passed(prefix).put(name.substring(prefix.length()), value),
              () -> problem(name, "unknown key"));
    }
  }

  /** The value of a key. */
  public String text(SettingKey key) {
    Setting setting = key.setting();
    return text(key, setting.values()::accept, setting.values().expected());
  }

  /** The value of a key if it fits. */
  public String text(SettingKey key, Predicate<String> fits, String expected) {
    String value = values.getOrDefault(key.key(), key.defaultText());
    if (fits.test(value)) {
      return value;
    }
    problem(key.key(), Secrets.hide(key.key(), value) + " (expected: " + expected + ")");
    return key.defaultText();
  }

  /** The value of a key if the pattern matches the whole of it. */
  public String matching(SettingKey key, String pattern, String expected) {
    return text(key, value -> value.matches(pattern), expected);
  }

  /** A value that must be given; {@code missing} where it is not. */
  public String required(SettingKey key) {
    String value = text(key);
    if (value.isEmpty()) {
      problem(key.key(), "missing");
      return "missing";
    }
    return value;
  }

  /** The parts of a value between commas, without spaces around them and without empty ones. */
  public SortedSet<String> list(SettingKey key) {
    return list(text(key));
  }

  /** The parts of a text between commas, without spaces around them and without empty ones. */
  public static SortedSet<String> list(String text) {
    var parts = new TreeSet<String>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  /** Whether a key is true. */
  public boolean flag(SettingKey key) {
    return Boolean.parseBoolean(text(key));
  }

  /** The number of a key. */
  public long number(SettingKey key) {
    return Long.parseLong(text(key));
  }

  /** The number of a key whose bounds fit an int. */
  public int whole(SettingKey key) {
    return Math.toIntExact(number(key));
  }

  /** The time of a key that counts milliseconds. */
  public Duration ms(SettingKey key) {
    return Duration.ofMillis(number(key));
  }

  /** Properties of the Kafka clients; that they know where Kafka is, is required. */
  public SortedMap<String, String> kafka() {
    return kafka;
  }

  /** Properties of the Avro serdes and the registry client; where it is, is required. */
  public SortedMap<String, String> registry() {
    return registry;
  }

  /** What was given under one of the process's own prefixes, without it. */
  public SortedMap<String, String> passed(String prefix) {
    SortedMap<String, String> found = passed.get(prefix);
    if (found == null) {
      throw new IllegalArgumentException(prefix + " (expected: one of " + passed.keySet() + ")");
    }
    return found;
  }

  /** Notes that a key's value cannot be used. */
  public void problem(String key, String text) {
    problem(key + ": " + text);
  }

  /** Notes that something cannot be used. */
  public void problem(String text) {
    problems.add(text);
  }

  /**
   * Ends the reading of a process that talks to Kafka and the registry.
   *
   * @throws SettingsException if anything was wrong
   */
  public void finish() {
    finish(EnumSet.allOf(Remote.class));
  }

  /**
   * Ends the reading.
   *
   * @param needed whose addresses are required
   * @throws SettingsException if anything was wrong
   */
  public void finish(Set<Remote> needed) {
    if (needed.contains(Remote.KAFKA)) {
      require(kafka, BOOTSTRAP_SERVERS, KAFKA_PREFIX);
    }
    if (needed.contains(Remote.REGISTRY)) {
      require(registry, REGISTRY_URL, "");
    }
    problems.addAll(KafkaProperties.problems(kafka));
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private void require(Map<String, String> given, String name, String prefix) {
    if (!given.containsKey(name)) {
      problem(prefix + name, "missing");
    }
  }
}
