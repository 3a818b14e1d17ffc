package ai.valeo.erp.tributary.tests.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.metrics.Metric;
import ai.valeo.erp.tributary.tests.architecture.Catalogues;
import ai.valeo.erp.tributary.tests.dashboards.DashboardSource.Query;
import ai.valeo.erp.tributary.tests.dashboards.PromQl.Selector;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What dashboards, rules and alerts name must be in a catalogue, with the labels they use. */
final class MetricContractTest {

  /** Prometheus's own. */
  private static final Map<String, Set<String>> OF_PROMETHEUS =
      Map.of("up", Set.of(), "ALERTS", Set.of("alertname", "alertstate"));

  /** What Prometheus adds to every series. */
  private static final Set<String> ALWAYS = Set.of("job", "instance");

  private static final Map<String, Set<String>> LABELS = new HashMap<>(OF_PROMETHEUS);
  private static final Set<String> ALL_LABELS = new HashSet<>(ALWAYS);

  @BeforeAll
  static void readCatalogues() throws IOException {
    Catalogues.metrics().forEach(metric -> add(metric.metric()));
    for (JsonNode rule : RulesTest.rules()) {
      if (rule.has("record")) {
        Set<String> labels = new HashSet<>(ALL_LABELS); // those of the rule's own query
        rule.path("labels").fieldNames().forEachRemaining(labels::add);
        LABELS.put(rule.path("record").asText(), labels);
        ALL_LABELS.addAll(labels);
      }
    }
  }

  private static void add(Metric metric) {
    Set<String> labels = new HashSet<>(ALWAYS);
    metric.tags().forEach(tag -> labels.add(tag.replace('.', '_')));
    ALL_LABELS.addAll(labels);
    String name = metric.prometheusName();
    switch (metric.kind()) {
      case COUNTER, GAUGE -> LABELS.put(name, labels);
      case TIMER, SUMMARY -> {
        LABELS.put(name + "_count", labels);
        LABELS.put(name + "_sum", labels);
        LABELS.put(name + "_max", labels);
        Set<String> withBorder = new HashSet<>(labels);
        withBorder.add("le");
        ALL_LABELS.add("le");
        LABELS.put(name + "_bucket", withBorder);
      }
    }
  }

  @Test
  void shouldKnowTheCataloguesOfAllModules() {
    assertThat(LABELS)
        .containsKeys(
            "tributary_topology_received_total",
            "tributary_edge_pending",
            "tributary_central_graphql_requests_seconds_bucket",
            "jvm_memory_used_bytes");
  }

  @Test
  void shouldFindEveryMetricOfADashboardInACatalogue() {
    Set<String> faults = new TreeSet<>();
    for (Path file : DashboardSource.files()) {
      for (DashboardSource.Panel panel : DashboardSource.read(file).panels()) {
        for (Query query : panel.queries()) {
          check(panel.title(), query.full(), faults);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void shouldFindEveryMetricOfARuleInACatalogue() throws IOException {
    Set<String> faults = new TreeSet<>();
    for (JsonNode rule : RulesTest.rules()) {
      String name = rule.path("record").asText(rule.path("alert").asText());
      check(name, rule.path("expr").asText(), faults);
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void shouldNoticeAnUnknownMetricAndAnUnknownLabel() {
    // given
    Set<String> faults = new TreeSet<>();
    // when
    check("x", "sum by (colour) (rate(tributary_edge_captured_total{kind=\"a\"}[5m]))", faults);
    check("y", "tributary_edge_dreams", faults);
    // then
    assertThat(faults)
        .containsExactly(
            "x: label colour",
            "x: tributary_edge_captured_total{kind}",
            "y: tributary_edge_dreams");
  }

  private static void check(String where, String query, Set<String> faults) {
    PromQl parsed = PromQl.of(query);
    Set<String> present = new HashSet<>(ALWAYS);
    for (Selector selector : parsed.selectors()) {
      Set<String> labels = LABELS.get(selector.name());
      if (labels == null) {
        faults.add(where + ": " + selector.name());
        continue;
      }
      present.addAll(labels);
      selector.labels().stream()
          .filter(label -> !labels.contains(label) && !ALWAYS.contains(label))
          .forEach(label -> faults.add(where + ": " + selector.name() + "{" + label + "}"));
    }
    parsed.grouped().stream()
        .filter(label -> !present.contains(label))
        .forEach(label -> faults.add(where + ": label " + label));
  }
}
