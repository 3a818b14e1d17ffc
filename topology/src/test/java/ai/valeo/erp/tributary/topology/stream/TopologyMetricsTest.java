package ai.valeo.erp.tributary.topology.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the topology measures, and by what it is told apart. */
final class TopologyMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyMetrics metrics =
      new TopologyMetrics(meters, EntityTypes.bundled().all(), InstantSource.fixed(NOW));

  @Test
  void shouldTellTheShareThatTookLongerThanHalfASecond() {
    // when
    metrics.latency(400);
    metrics.latency(600);

    // then
    var latency = meters.get(TopologyMetric.LATENCY.id()).timer();
    assertThat(latency.count()).isEqualTo(2);
    assertThat(latency.takeSnapshot().histogramCounts())
        .anySatisfy(bucket -> {
          assertThat(bucket.bucket(TimeUnit.MILLISECONDS)).isEqualTo(500);
          assertThat(bucket.count()).isEqualTo(1);
        });
  }

  @Test
  void shouldTellTheAgeOfTheOldestThatWaits() {
    // given
    AtomicLong one = metrics.openInbox();
    AtomicLong other = metrics.openInbox();

    // when
    one.set(NOW.minusSeconds(3).toEpochMilli());
    other.set(NOW.minusSeconds(2).toEpochMilli());

    // then
    assertThat(inboxAge()).isEqualTo(3);
    metrics.closeInbox(one);
    assertThat(inboxAge()).isEqualTo(2);
    other.set(0);
    assertThat(inboxAge()).isZero();
  }

  @Test
  void shouldCountTypesOfNoCatalogueTogether() {
    // when
    metrics.outcome(OutcomeState.FAILED, Reason.UNKNOWN_TYPE, "Forged1");
    metrics.outcome(OutcomeState.FAILED, Reason.UNKNOWN_TYPE, "Forged2");

    // then
    assertThat(outcomes("FAILED", "UNKNOWN_TYPE", "")).isEqualTo(2);
    assertThat(meters.find(TopologyMetric.OUTCOMES.id()).tag("type", "Forged1").counters())
        .isEmpty();
  }

  @Test
  void shouldShowEachTypeBeforeAnythingIsCounted() {
    assertThat(outcomes("APPLIED", "NONE", "Customer")).isZero();
    assertThat(outcomes("FAILED", "INVALID_VALUE", "Customer")).isZero();
    assertThat(outcomes("FAILED", "UNKNOWN_TYPE", "")).isZero();
  }

  @Test
  void shouldShowEachReasonToSetARecordAsideBeforeOneIs() {
    assertThat(meters.get(TopologyMetric.QUARANTINED.id()).counters())
        .hasSize(ShownReasons.OF_RECORDS.size())
        .allSatisfy(counter -> assertThat(counter.count()).isZero());
    assertThat(meters.get(TopologyMetric.SIGNATURES_REFUSED.id()).counters()).hasSize(6);
  }

  private double inboxAge() {
    return meters.get(TopologyMetric.INBOX_AGE.id()).gauge().value();
  }

  private double outcomes(String state, String reason, String type) {
    return meters
        .get(TopologyMetric.OUTCOMES.id())
        .tags("state", state, "reason", reason, "type", type)
        .counter()
        .count();
  }
}
