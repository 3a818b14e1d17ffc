package ai.valeo.erp.tributary.graphql.peer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts reads across instances. Any thread. */
public final class PeerMetrics {

  private static final Duration[] TIME_BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500)
  };

  private final MeterRegistry meters;
  private final Counter asked;
  private final Counter again;
  private final Counter unavailable;
  private final Counter standby;

  /** In a registry. */
  public PeerMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.asked = counter(PeerMetric.ASKED);
    this.again = counter(PeerMetric.AGAIN);
    this.unavailable = counter(PeerMetric.UNAVAILABLE);
    this.standby = counter(PeerMetric.STANDBY_READS);
  }

  /** Shows how old copies are. */
  public void staleness(Supplier<Duration> oldest) {
    Gauge.builder(PeerMetric.STALENESS.id(), () -> oldest.get().toMillis() / 1_000.0)
        .description(PeerMetric.STALENESS.meaning())
        .baseUnit(PeerMetric.STALENESS.metric().unit())
        .register(meters);
  }

  void called(String result, long tookNs, int questions) {
    Timer.builder(PeerMetric.CALLS.id())
        .description(PeerMetric.CALLS.meaning())
        .serviceLevelObjectives(TIME_BOUNDS)
        .tag("result", result)
        .register(meters)
        .record(Duration.ofNanos(tookNs));
    asked.increment(questions);
  }

  void answered(Told told, boolean isStandby) {
    String result = told instanceof Told.Refusal refusal ? refusal.name() : "ANSWERED";
    counter(PeerMetric.ANSWERED, "result", result).increment();
    if (isStandby && !(told instanceof Told.Refusal)) {
      standby.increment();
    }
  }

  void readStandby() {
    standby.increment();
  }

  void refused(String reason) {
    counter(PeerMetric.REFUSED, "reason", reason).increment();
  }

  void ranAgain() {
    again.increment();
  }

  void unavailable() {
    unavailable.increment();
  }

  private Counter counter(PeerMetric metric, String... tags) {
    return Counter.builder(metric.id()).description(metric.meaning()).tags(tags).register(meters);
  }
}
