package ai.valeo.erp.tributary.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.metrics.Metric;
import com.fasterxml.uuid.impl.UUIDUtil;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a node measures. */
final class EdgeMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final EdgeMetrics metrics = new EdgeMetrics(meters, "berlin", InstantSource.fixed(NOW));

  @Test
  void shouldMeasureFromTheCaptureThatTheIdTells() {
    // given
    MutationId id = capturedAt(NOW.minusMillis(700));

    // when
    metrics.answered(applied(id));

    // then
    assertThat(timer(EdgeMetric.SETTLE_TIME).totalTime(TimeUnit.MILLISECONDS)).isEqualTo(700);
  }

  @Test
  void shouldCountAnswersToOtherIdsWithoutATime() {
    // when
    metrics.answered(applied(new MutationId("m-1")));

    // then
    assertThat(timer(EdgeMetric.SETTLE_TIME).count()).isZero();
    assertThat(meters.get(EdgeMetric.ANSWERED.id()).tag("state", "APPLIED").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldMeasureFromCaptureToAcknowledgement() {
    // when
    metrics.published(NOW.minusSeconds(3).toEpochMilli());

    // then
    assertThat(timer(EdgeMetric.PUBLISH_TIME).totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    assertThat(meters.get(EdgeMetric.PUBLISHED.id()).counter().count()).isEqualTo(1);
  }

  @Test
  void shouldShowEveryCounterBeforeAnythingIsCounted() {
    assertThat(
            Arrays.stream(EdgeMetric.values())
                .filter(metric -> metric.metric().kind() == Metric.Kind.COUNTER))
        .allSatisfy(metric -> assertThat(meters.find(metric.id()).counters()).isNotEmpty());
  }

  private Timer timer(EdgeMetric metric) {
    return meters.get(metric.id()).timer();
  }

  private static Answer applied(MutationId id) {
    return new Answer(
        id,
        1,
        new EntityKey("Product", "p1"),
        new Answer.Verdict(MutationState.APPLIED, null, null, 1));
  }

  private static MutationId capturedAt(Instant at) {
    UUID id = new UUID(at.toEpochMilli() << 16 | 0x7abc, 0x8000_0000_0000_0001L);
    assertThat(UUIDUtil.extractTimestamp(id)).isEqualTo(at.toEpochMilli());
    return new MutationId(id.toString());
  }
}
