package ai.valeo.erp.tributary.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.metrics.CataloguedMetric;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} is what the catalogues say. {@code -Dgolden.update=true} writes it anew.
 */
final class MetricsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  private static final String HEAD =
      """
      # Metrics

      Every metric that a process shows at `/metrics`, by the name Prometheus knows. This page is made from the
      catalogues in the code, and a test holds it true: `mvn -pl tests -am test -Dtest=MetricsPageTest
      -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false` writes it anew.

      | process | where |
      |---|---|
      | aggregator | `aggregator.http.port`, 9464 in `./tributary local` |
      | centre | `central.http.port`, 4000 in `local` |
      | edge node | `edge.http.port`; in `local` all offices on the aggregator's page, told apart by `node` |

      A histogram `x` is three: `x_bucket` by `le`, `x_sum` and `x_count`, and beside them `x_max`, the greatest of the
      last minutes. Those of durations have a bucket that ends at 0.5 s, the time within which a change shall be decided:
      `1 - x_bucket{le="0.5"} / x_count` is the share that took longer. Tags have few values and never name an entity;
      `node` is the one that grows with the installation, and at the centre it is limited by `central.metrics.nodes`.

      """;

  @Test
  void shouldSayWhatTheCataloguesSay() throws IOException {
    // given
    String expected = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }

    // when / then
    assertThat(PAGE).hasContent(expected);
  }

  private static String page() {
    return HEAD
        + Catalogues.parts().stream().map(MetricsPageTest::part).collect(Collectors.joining("\n"));
  }

  private static String part(Catalogues.Part part) {
    return "## "
        + part.title()
        + "\n\n| metric | kind | unit | tags | says | look when |\n|---|---|---|---|---|---|\n"
        + part.metrics().stream().map(MetricsPageTest::row).collect(Collectors.joining());
  }

  private static String row(CataloguedMetric metric) {
    Metric known = metric.metric();
    String kind =
        switch (known.kind()) {
          case COUNTER, GAUGE -> known.kind().name().toLowerCase(Locale.ROOT);
          case TIMER, SUMMARY -> "histogram";
        };
    String tags =
        known.tags().stream().map(tag -> tag.replace('.', '_')).collect(Collectors.joining(", "));
    return "| `"
        + known.prometheusName()
        + "` | "
        + String.join(
            " | ", kind, orNone(known.unit()), orNone(tags), known.meaning(), orNone(known.alert()))
        + " |\n";
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "–" : text;
  }
}
