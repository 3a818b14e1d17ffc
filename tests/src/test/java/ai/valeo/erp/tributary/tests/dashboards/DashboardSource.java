package ai.valeo.erp.tributary.tests.dashboards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person writes of a dashboard, in {@code dashboards/source}; Grafana's JSON is made of it.
 *
 * @param uid under which Grafana keeps it
 * @param title its title
 * @param description what it answers
 * @param span how far back it looks at first, e.g. {@code now-1h}
 * @param refresh how often it asks anew
 * @param rows its rows
 */
record DashboardSource(
    String uid, String title, String description, String span, String refresh, List<Row> rows) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** In a query: the chosen processes. */
  static final String CHOSEN = "$on";

  /** What {@link #CHOSEN} stands for. */
  static final String CHOSEN_MATCHERS = "job=~\"$job\",instance=~\"$instance\"";

  /** Panels under one heading. */
  record Row(String title, List<Panel> panels) {}

  /** How a panel shows its values. */
  enum Kind {
    /** Lines over time. */
    LINES,
    /** The last value, large. */
    STAT,
    /** The last value of each series as a bar. */
    BARS,
    /** The last value of each series as a row. */
    TABLE
  }

  /**
   * A panel.
   *
   * @param stack whether lines are piled up
   * @param unit Grafana's name of the unit
   * @param limits from which value on which colour; the first is that of everything below the next
   */
  record Panel(
      String title,
      String kind,
      boolean stack,
      String unit,
      String description,
      List<Limit> limits,
      List<Query> queries) {

    Kind shownAs() {
      return Arrays.stream(Kind.values())
          .filter(known -> known.name().equalsIgnoreCase(kind))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(title + ": kind: " + kind));
    }
  }

  /** From a value on, a colour. */
  record Limit(double at, String color) {}

  /**
   * A query.
   *
   * @param expr PromQL
   * @param legend how its lines are called; none = by its labels
   * @param moves whether it must be other than 0 while a system with some errors is at work
   * @param isQuiet whether it may have no answer, since what it shows need not have happened
   */
  record Query(String expr, @Nullable String legend, boolean moves, boolean isQuiet) {

    /** The query as Grafana gets it. */
    String full() {
      return expr.replace(CHOSEN, CHOSEN_MATCHERS);
    }
  }

  /** Folder of everything that belongs to dashboards. */
  static Path folder() {
    return Path.of("..", "dashboards");
  }

  /** Name of its JSON file. */
  static Path jsonOf(Path source) {
    return folder().resolve(source.getFileName().toString().replace(".yml", ".json"));
  }

  /** All there are. */
  static List<Path> files() {
    try (Stream<Path> files = Files.list(folder().resolve("source"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException("dashboards/source cannot be read", e);
    }
  }

  static DashboardSource read(Path file) {
    try {
      return YAML.readValue(file.toFile(), DashboardSource.class);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels.stream()).toList();
  }
}
