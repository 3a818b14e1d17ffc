package ai.valeo.erp.tributary.compose.command;

import ai.valeo.erp.tributary.compose.trace.TraceKey;
import ai.valeo.erp.tributary.compose.trace.TraceSettings;
import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of one process, gathered from a properties file, the environment and the command
 * line; of two values of a key the later source's wins.
 *
 * <p>The environment variable of {@code aggregator.window.ms} is {@code
 * TRIBUTARY_AGGREGATOR_WINDOW_MS}. One file may serve several processes: keys of the others'
 * namespaces are left out.
 */
final class Configuration {
  private static final String ENVIRONMENT_PREFIX = "TRIBUTARY_";

  /** Variables for the script and the logging, not for the processes. */
  private static final Set<String> NOT_KEYS =
      Set.of(
          "TRIBUTARY_HOME",
          "TRIBUTARY_HEALTH_URL",
          "TRIBUTARY_JAVA_HOME",
          "TRIBUTARY_JAVA_OPTS",
          "TRIBUTARY_MAVEN_ARGS",
          "TRIBUTARY_TERMINAL",
          "TRIBUTARY_LOG_LEVEL");

  private static final Set<String> NAMESPACES = Set.of("aggregator", "central", "edge");

  private final String process;
  private final SortedMap<String, String> values = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private TraceSettings trace = TraceSettings.of(Map.of());

  /** A configuration of the process whose keys bear the given namespace. */
  Configuration(String process) {
    this.process = process;
  }

  /** Adds the properties of a file, if one is given. */
  Configuration file(@Nullable Path file) {
    if (file == null) {
      return this;
    }
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(reader);
      properties.stringPropertyNames().forEach(key -> put(key, properties.getProperty(key)));
    } catch (IOException | IllegalArgumentException e) {
      problems.add("config: " + file + " (expected: a readable properties file): " + e);
    }
    return this;
  }

  /** Adds the variables that bear our prefix. */
  Configuration environment(Map<String, String> environment) {
    environment.forEach((name, value) -> {
      if (name.startsWith(ENVIRONMENT_PREFIX) && !NOT_KEYS.contains(name)) {
        String key = name.substring(ENVIRONMENT_PREFIX.length()).toLowerCase(Locale.ROOT);
        put(key.replace('_', '.'), value);
      }
    });
    return this;
  }

  /** Adds what the command line says, {@code key=value} each. */
  Configuration assignments(List<String> assignments) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        problems.add("set: " + assignment + " (expected: key=value)");
      } else {
        put(assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip());
      }
    }
    return this;
  }

  /**
   * The settings that the values make.
   *
   * @throws SettingsException naming every problem, of the sources and of the settings
   */
  <T> T settings(Function<Map<String, String>, T> of) {
    T settings = null;
    var rest = new TreeMap<>(values);
    rest.keySet().removeIf(Configuration::isOfTracing);
    try {
      settings = of.apply(rest);
    } catch (SettingsException e) {
      problems.addAll(e.problems());
    }
    try {
      trace = TraceSettings.of(traced());
    } catch (SettingsException e) {
      problems.addAll(e.problems());
    }
    if (settings == null || !problems.isEmpty()) {
      throw new SettingsException(problems);
    }
    return settings;
  }

  /** Every process knows the keys of tracing. */
  private static boolean isOfTracing(String key) {
    return key.startsWith(TraceKey.PREFIX);
  }

  private Map<String, String> traced() {
    var traced = new TreeMap<>(values);
    traced.keySet().removeIf(key -> !isOfTracing(key));
    return traced;
  }

  /** How it traces, once {@link #settings} were found sound. */
  TraceSettings trace() {
    return trace;
  }

  /** What was gathered, by key. */
  SortedMap<String, String> values() {
    return values;
  }

  /** What was wrong with the sources themselves. */
  List<String> problems() {
    return problems;
  }

  private void put(String key, String value) {
    int dot = key.indexOf('.');
    String namespace = dot < 0 ? key : key.substring(0, dot);
    if (namespace.equals(process) || !NAMESPACES.contains(namespace)) {
      values.put(key, value);
    }
  }
}
