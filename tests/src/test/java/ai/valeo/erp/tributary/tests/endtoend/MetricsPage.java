package ai.valeo.erp.tributary.tests.endtoend;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.KafkaMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import ai.valeo.erp.tributary.tests.architecture.Catalogues;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of metrics as Prometheus reads it.
 *
 * @param samples what stands on it
 */
record MetricsPage(List<Sample> samples) {

  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(\\{[^}]*})? (\\S+)");

  /** Shown with what they count only, or NaN while somebody else knows. */
  private static final Set<String> NOT_ALWAYS =
      Set.of("jvm_gc_pause_seconds", "tributary_edge_remote_up");

  /** One line of it. */
  record Sample(String name, double value) {}

  static MetricsPage of(URI process) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(process.resolve("/metrics")).build();
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new MetricsPage(
          body.lines()
              .filter(line -> !line.startsWith("#"))
              .map(SAMPLE::matcher)
              .filter(Matcher::matches)
              .map(line -> new Sample(line.group(1), Double.parseDouble(line.group(3))))
              .toList());
    }
  }

  /** Metrics of the catalogues that a process must show and does not, or that are not finite. */
  List<String> missing(Catalogues.Place place) {
    return Catalogues.parts().stream()
        .filter(part -> part.places().contains(place))
        .flatMap(part -> part.metrics().stream())
        .filter(metric -> !(metric instanceof KafkaMetric))
        .map(MetricsPage::name)
        .filter(name -> NOT_ALWAYS.stream().noneMatch(name::startsWith))
        .filter(name -> !shows(name))
        .toList();
  }

  /** Metrics of ours or of Kafka's that no catalogue knows. */
  Set<String> unknown() {
    Set<String> known =
        Catalogues.metrics()
            .flatMap(metric -> names(metric.metric()))
            .collect(Collectors.toUnmodifiableSet());
    return samples.stream()
        .map(Sample::name)
        .filter(name -> name.startsWith("tributary_") || name.startsWith("kafka_"))
        .filter(name -> !known.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean shows(String name) {
    List<Sample> found = samples.stream().filter(sample -> sample.name().equals(name)).toList();
    return !found.isEmpty() && found.stream().allMatch(sample -> Double.isFinite(sample.value()));
  }

  private static String name(CataloguedMetric metric) {
    return names(metric.metric()).findFirst().orElseThrow();
  }

  private static Stream<String> names(Metric metric) {
    String name = metric.prometheusName();
    return switch (metric.kind()) {
      case COUNTER, GAUGE -> Stream.of(name);
      case TIMER, SUMMARY ->
          Arrays.stream(new String[] {"_count", "_sum", "_max", "_bucket"}).map(end -> name + end);
    };
  }
}
