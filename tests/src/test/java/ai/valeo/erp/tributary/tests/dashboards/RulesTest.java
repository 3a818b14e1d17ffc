package ai.valeo.erp.tributary.tests.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recording rules and alerts: what they must have, and what {@code promtool} says of them. */
final class RulesTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  static final Path RULES = DashboardSource.folder().resolve("rules");
  private static final Path REPOSITORY = DashboardSource.folder().resolve("..");

  @Test
  void shouldHaveAFiringAndAQuietCaseForEveryAlert() throws IOException {
    // given
    Set<String> firing = new HashSet<>();
    Set<String> quiet = new HashSet<>();
    for (Path file : files(RULES.resolve("tests"))) {
      for (JsonNode test : YAML.readTree(file.toFile()).path("tests")) {
        for (JsonNode check : test.path("alert_rule_test")) {
          boolean isFiring = !check.path("exp_alerts").isEmpty();
          (isFiring ? firing : quiet).add(check.path("alertname").asText());
        }
      }
    }
    // then
    Set<String> alerts = new HashSet<>();
    alerts().forEach(alert -> alerts.add(alert.path("alert").asText()));
    assertThat(firing).isEqualTo(alerts);
    assertThat(quiet).isEqualTo(alerts);
  }

  @Test
  void shouldTellWhatAnAlertMeansAndWhereToReadOn() throws IOException {
    List<JsonNode> alerts = alerts();
    assertThat(alerts).extracting(alert -> alert.path("alert").asText()).doesNotHaveDuplicates();
    for (JsonNode alert : alerts) {
      String name = alert.path("alert").asText();
      assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
      assertThat(alert.at("/annotations/description").asText()).as(name).endsWith(".");
      Path runbook = REPOSITORY.resolve(alert.at("/annotations/runbook_url").asText());
      assertThat(runbook).as(name).content().contains(name, "## How to look", "## What to do");
    }
  }

  @Test
  void shouldHaveNoRunbookThatNoAlertNames() throws IOException {
    Set<String> named = new HashSet<>(Set.of("docs/runbooks/README.md"));
    alerts().forEach(alert -> named.add(alert.at("/annotations/runbook_url").asText()));
    try (Stream<Path> runbooks = Files.list(REPOSITORY.resolve("docs").resolve("runbooks"))) {
      assertThat(runbooks.map(file -> "docs/runbooks/" + file.getFileName()).toList())
          .containsExactlyInAnyOrderElementsOf(named);
    }
  }

  private static List<JsonNode> alerts() throws IOException {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  /** All rules there are. */
  static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (Path file : files(RULES)) {
      for (JsonNode group : YAML.readTree(file.toFile()).path("groups")) {
        group.path("rules").forEach(rules::add);
      }
    }
    return rules;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }
}
