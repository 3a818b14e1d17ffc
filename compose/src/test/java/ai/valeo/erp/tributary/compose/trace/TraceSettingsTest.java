package ai.valeo.erp.tributary.compose.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceSettingsTest {

  @Test
  void shouldTraceNothingByItself() {
    // when
    TraceSettings settings = TraceSettings.of(Map.of());

    // then
    assertThat(settings.endpoint()).isNull();
    assertThat(OtlpTracing.of(settings, "edge", "berlin")).isSameAs(Tracing.OFF);
  }

  @Test
  void shouldMeanTheCollectorsPathForTracesWhereNoneIsNamed() {
    assertThat(endpoint("http://localhost:4318"))
        .isEqualTo(URI.create("http://localhost:4318/v1/traces"));
    assertThat(endpoint("https://otel.example/in"))
        .isEqualTo(URI.create("https://otel.example/in"));
  }

  private static URI endpoint(String text) {
    return TraceSettings.of(Map.of("trace.otlp.endpoint", text)).endpoint();
  }

  @Test
  void shouldNameEveryProblem() {
    // given
    Map<String, String> keys =
        Map.of(
            "trace.otlp.endpoint", "localhost:4318",
            "trace.sampling.ratio", "2",
            "trace.queue.spans", "1",
            "trace.level", "all");

    // when / then
    assertThatThrownBy(() -> TraceSettings.of(keys))
        .isInstanceOfSatisfying(
            SettingsException.class,
            problem ->
                assertThat(problem.problems())
                    .containsExactlyInAnyOrder(
                        "trace.level: unknown key",
                        "trace.otlp.endpoint: localhost:4318"
                            + " (expected: http://host:port or https://host:port)",
                        "trace.sampling.ratio: 2 (expected: a number from 0 to 1)",
                        "trace.queue.spans: 1 (expected: a whole number from 100 to 1000000)"));
  }
}
