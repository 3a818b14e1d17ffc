package ai.valeo.erp.tributary.tests.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The dashboards, as Grafana gets them. Run with {@code -Dgolden.update=true} to write the JSON
 * anew from {@code dashboards/source}, and review the difference.
 */
final class DashboardsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Set<String> UNITS =
      Set.of("short", "s", "d", "bytes", "Bps", "percentunit", "ops", "opm", "reqps");
  private static final int LEAST_DESCRIPTION = 40;

  /** Latency that was promised, and how much work: their limits must be drawn. */
  private static final Pattern PROMISED_TIME =
      Pattern.compile(
          "histogram_quantile.*(view_latency|settle_time|topology_latency|stage_seconds"
              + "|graphql_\\w+_seconds|command_outcome)|:seen_seconds:|:graphql_seconds:");

  private static final Pattern PROMISED_WORK =
      Pattern.compile(
          "(tributary_topology_outcomes_total\\{\\$on}"
              + "|tributary:outcomes\\w*:rate5m|tributary_edge_captured_total)");

  static List<Path> sources() {
    return DashboardSource.files();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void shouldBeMadeOfItsSource(Path source) throws IOException {
    // given
    Path file = DashboardSource.jsonOf(source);
    String wanted = GrafanaDashboard.text(DashboardSource.read(source));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, wanted);
    }
    // then
    assertThat(file).content().isEqualTo(wanted);
  }

  @Test
  void shouldHaveNoJsonWithoutASource() throws IOException {
    try (Stream<Path> files = Files.walk(DashboardSource.folder())) {
      List<Path> json = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      assertThat(json)
          .containsExactlyInAnyOrderElementsOf(
              sources().stream().map(DashboardSource::jsonOf).toList());
    }
  }

  @Test
  void shouldHaveUidsAndTitlesOfTheirOwn() {
    List<DashboardSource> boards = sources().stream().map(DashboardSource::read).toList();
    assertThat(boards).extracting(DashboardSource::uid).doesNotHaveDuplicates();
    assertThat(boards).extracting(DashboardSource::title).doesNotHaveDuplicates();
    assertThat(boards).allSatisfy(board -> assertThat(board.uid()).startsWith("tributary-"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void shouldBeFitForGrafana(Path source) throws IOException {
    // given
    JsonNode board = JSON.readTree(DashboardSource.jsonOf(source).toFile());
    // then
    assertThat(board.has("id")).as("an id would stop an import").isFalse();
    assertThat(board.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
    assertThat(board.at("/templating/list").findValuesAsText("name"))
        .containsExactly("datasource", "job", "instance");
    assertThat(board.at("/links/0/tags/0").asText()).isEqualTo(board.at("/tags/0").asText());
    List<JsonNode> panels = list(board.path("panels"));
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels)
        .allSatisfy(panel -> {
          JsonNode place = panel.path("gridPos");
          assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
        });
    assertThatNoneOverlap(panels);
    panels.stream()
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .forEach(DashboardsTest::assertFit);
  }

  private static void assertFit(JsonNode panel) {
    String title = panel.path("title").asText();
    assertThat(title).isNotBlank();
    assertThat(panel.path("description").asText())
        .as(title)
        .hasSizeGreaterThan(LEAST_DESCRIPTION)
        .endsWith(".");
    assertThat(UNITS).as(title).contains(panel.at("/fieldConfig/defaults/unit").asText());
    assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
    List<JsonNode> steps = list(panel.at("/fieldConfig/defaults/thresholds/steps"));
    assertThat(steps).as(title + ": thresholds").hasSizeGreaterThan(1);
    assertThat(steps.getFirst().get("value").isNull()).as(title).isTrue();
    assertThat(steps.stream().skip(1).map(step -> step.path("value").asDouble()).toList())
        .as(title)
        .isSorted()
        .doesNotHaveDuplicates();
    List<JsonNode> targets = list(panel.path("targets"));
    assertThat(targets).as(title).isNotEmpty();
    assertThat(targets).extracting(target -> target.path("refId").asText()).doesNotHaveDuplicates();
    assertThat(targets)
        .as(title)
        .allSatisfy(target -> {
          assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
          assertThat(target.path("expr").asText()).isNotBlank().doesNotContain("$on");
        });
  }

  private static void assertThatNoneOverlap(List<JsonNode> panels) {
    Set<String> taken = new TreeSet<>();
    for (JsonNode panel : panels) {
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          String cell = (place.path("x").asInt() + x) + "," + (place.path("y").asInt() + y);
          assertThat(taken.add(cell)).as("%s lies on another panel", panel.path("title")).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void shouldDrawWhatWasPromised(Path source) {
    for (DashboardSource.Panel panel : DashboardSource.read(source).panels()) {
      List<Double> limits = panel.limits().stream().map(DashboardSource.Limit::at).toList();
      if (panel.queries().stream().anyMatch(query -> PROMISED_TIME.matcher(query.expr()).find())) {
        assertThat(limits).as(panel.title()).contains(0.5);
      }
      if (panel.unit().equals("opm")
          && panel.queries().stream()
              .anyMatch(query -> PROMISED_WORK.matcher(query.expr()).find())) {
        assertThat(limits).as(panel.title()).contains(10_000.0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void shouldNameItsLinesByLabelsTheyHave(Path source) {
    DashboardSource board = DashboardSource.read(source);
    assertThat(board.panels()).extracting(DashboardSource.Panel::title).doesNotHaveDuplicates();
    for (DashboardSource.Panel panel : board.panels()) {
      for (DashboardSource.Query query : panel.queries()) {
        if (panel.shownAs() == DashboardSource.Kind.LINES) {
          assertThat(query.legend()).as(panel.title()).isNotBlank();
        }
        Set<String> labels = PromQl.of(query.full()).grouped();
        if (!labels.isEmpty()) {
          assertThat(labels).as(panel.title()).containsAll(legendLabels(query));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void shouldAskOnlyTheChosenProcesses(Path source) {
    for (DashboardSource.Panel panel : DashboardSource.read(source).panels()) {
      for (DashboardSource.Query query : panel.queries()) {
        long raw =
            PromQl.of(query.full()).selectors().stream()
                .filter(selector -> !selector.name().contains(":"))
                .count();
        assertThat(query.expr().split("\\$on", -1).length - 1L).as(panel.title()).isEqualTo(raw);
      }
    }
  }

  private static List<String> legendLabels(DashboardSource.Query query) {
    List<String> labels = new ArrayList<>();
    Matcher matcher = LEGEND_LABEL.matcher(query.legend() == null ? "" : query.legend());
    while (matcher.find()) {
      labels.add(matcher.group(1));
    }
    return labels;
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
