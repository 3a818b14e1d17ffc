package ai.valeo.erp.tributary.compose.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Traceparent;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpTracingTest {

  /** Nobody listens there. */
  private static final String NOWHERE = "http://127.0.0.1:1";

  private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void shouldBeginTracesByChanceAndOnlyWhereChangesAreCaptured() {
    try (Tracing all = tracing("1");
        Tracing none = tracing("0")) {
      assertThat(Traceparent.of(all.begin(Stage.CAPTURE, null).traceparent())).isNotNull();
      assertThat(none.begin(Stage.CAPTURE, null)).isSameAs(Span.NONE);
      for (Stage stage : Stage.values()) {
        assertThat(stage == Stage.CAPTURE ? Span.NONE : all.begin(stage, null)).isSameAs(Span.NONE);
      }
    }
  }

  @Test
  void shouldFollowWhatTheParentSays() {
    try (Tracing tracing = tracing("0")) {
      // when
      Span span = tracing.begin(Stage.APPLY, SAMPLED);

      // then
      Traceparent place = Traceparent.of(span.traceparent());
      assertThat(place.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(place.spanId()).isNotEqualTo("b7ad6b7169203331");
      assertThat(tracing.begin(Stage.CAPTURE, SAMPLED.replaceFirst("01$", "00")))
          .isSameAs(Span.NONE);
    }
  }

  @Test
  void shouldDropAndCountWhatNoCollectorTakes() {
    // given
    var meters = new SimpleMeterRegistry();
    try (Tracing tracing = tracing("1")) {
      OtlpTracing.show(tracing, meters);

      // when
      for (int i = 0; i < 1_000; i++) {
        tracing.begin(Stage.CAPTURE, null).end();
      }

      // then all but those that may wait
      assertThat(count(meters, TraceMetric.DROPPED)).isGreaterThanOrEqualTo(900);
      assertThat(count(meters, TraceMetric.EXPORTED)).isZero();
    }
  }

  private static double count(SimpleMeterRegistry meters, TraceMetric metric) {
    return meters.get(metric.id()).functionCounter().count();
  }

  private static Tracing tracing(String ratio) {
    Map<String, String> keys =
        Map.of(
            "trace.otlp.endpoint",
            NOWHERE,
            "trace.sampling.ratio",
            ratio,
            "trace.queue.spans",
            "100",
            "trace.export.timeout.ms",
            "100");
    return OtlpTracing.of(TraceSettings.of(keys), "edge", "berlin");
  }
}
