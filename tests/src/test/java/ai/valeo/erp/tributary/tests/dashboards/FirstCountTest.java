package ai.valeo.erp.tributary.tests.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.compose.trace.OtlpTracing;
import ai.valeo.erp.tributary.compose.trace.TraceSettings;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.graphql.app.CentralServer;
import ai.valeo.erp.tributary.graphql.app.CentralSettings;
import ai.valeo.erp.tributary.graphql.edge.EdgeServerMetric;
import ai.valeo.erp.tributary.graphql.http.GraphMeters;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A counter that first shows itself with 1 has not risen, as Prometheus sees it: what rules count
 * must be shown with 0 by a process to which nothing has happened yet.
 */
final class FirstCountTest {
  private static final Pattern COUNTER =
      Pattern.compile("(tributary_[a-z_]+_(?:total|count))(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)(=~|!=|=)\"([^\"]*)\"");
  private static final Pattern SAMPLE =
      Pattern.compile("^([a-z_]+)(?:\\{(.*)})? ([0-9.E+-]+)$", Pattern.MULTILINE);

  @TempDir static Path folder;

  @Test
  void shouldShowEveryCounterOfARuleBeforeAnythingHappens() throws IOException {
    // given
    List<MatchResult> shown = SAMPLE.matcher(shownAtTheStart()).results().toList();
    assertThat(shown).hasSizeGreaterThan(100);
    Set<String> missing = new TreeSet<>();

    // when
    int asked = 0;
    for (JsonNode rule : RulesTest.rules()) {
      String name = rule.path("alert").asText(rule.path("record").asText());
      Matcher counters = COUNTER.matcher(rule.path("expr").asText());
      while (counters.find()) {
        String labels = counters.group(2) == null ? "" : counters.group(2);
        String counter = counters.group(1);
        asked++;
        if (shown.stream().noneMatch(sample -> isZeroOf(sample, counter, labels))) {
          missing.add(name + ": " + counters.group());
        }
      }
    }

    // then
    assertThat(asked).isGreaterThan(20);
    assertThat(missing).isEmpty();
  }

  private static boolean isZeroOf(MatchResult sample, String counter, String labels) {
    return sample.group(1).equals(counter)
        && Double.parseDouble(sample.group(3)) == 0
        && LABEL
            .matcher(labels)
            .results()
            .allMatch(label -> isMet(label, sample.group(2) == null ? "" : sample.group(2)));
  }

  private static boolean isMet(MatchResult label, String of) {
    Matcher found = Pattern.compile("\\b" + label.group(1) + "=\"([^\"]*)\"").matcher(of);
    String value = found.find() ? found.group(1) : "";
    return switch (label.group(2)) {
      case "=~" -> value.matches(label.group(3));
      case "!=" -> !value.equals(label.group(3));
      default -> value.equals(label.group(3));
    };
  }

  private static String shownAtTheStart() {
    var page = new StringBuilder();
    Map<String, String> shared =
        Map.of(
            "kafka.bootstrap.servers", "127.0.0.1:9",
            "schema.registry.url", "http://127.0.0.1:9");
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Aggregator aggregator =
        new Aggregator(
            AggregatorSettings.of(with(shared, "aggregator.state.dir", "aggregator")), meters);
    page.append(meters.scrape());
    aggregator.close();
    try (CentralServer centre =
        new CentralServer(CentralSettings.of(with(shared, "central.state.dir", "central")))) {
      page.append(centre.meters().scrape());
    }
    PrometheusMeterRegistry edge = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var unusedNode = new EdgeMetrics(edge, "hamburg", InstantSource.system());
    var unusedServer =
        new GraphMeters(
            edge,
            new GraphMeters.Catalogue(
                EdgeServerMetric.REQUESTS,
                EdgeServerMetric.ERRORS,
                EdgeServerMetric.DOCUMENT_MISSES));
    page.append(edge.scrape());
    PrometheusMeterRegistry traced = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var collector = TraceSettings.of(Map.of("trace.otlp.endpoint", "http://127.0.0.1:9"));
    try (Tracing tracing = OtlpTracing.of(collector, "aggregator", "a1")) {
      OtlpTracing.show(tracing, traced);
      return page.append(traced.scrape()).toString();
    }
  }

  private static Map<String, String> with(Map<String, String> shared, String key, String name) {
    var keys = new HashMap<>(shared);
    keys.put(key, folder.resolve(name).toString());
    return keys;
  }
}
